package dev.steward.tool.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.json.DefinitionFiles.Definition;
import dev.steward.json.DefinitionProblems;
import dev.steward.json.JsonSchema;
import dev.steward.tool.contract.Contract.Binding;
import dev.steward.tool.contract.Contract.Rate;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a contract must satisfy beyond its schema: its parts fit each other, and the other contracts. */
final class ContractCheck {

  private static final Set<ToolClass> WRITING = Set.of(
    ToolClass.WRITE,
    ToolClass.APPROVAL_REQUIRED
  );

  private final Definition<Contract> file;
  private final Contract contract;
  private final Map<String, Definition<Contract>> all;
  private final DefinitionProblems problems;
  private final String folder;

  /** @param all contracts by name, as far as they could be read */
  ContractCheck(
    Definition<Contract> file,
    Map<String, Definition<Contract>> all,
    DefinitionProblems problems,
    String folder
  ) {
    this.file = file;
    this.contract = file.value();
    this.all = all;
    this.problems = problems;
    this.folder = folder;
  }

  void run() {
    schema("arguments", contract.arguments());
    schema("result", contract.result());
    effect();
    pointers();
    limits();
    fallback();
    reference("/compensation", contract.compensation());
    reference("/lookup", contract.lookup());
    lookup();
    contract.environments().forEach(this::binding);
    sandbox();
  }

  private void schema(String property, JsonNode source) {
    var faults = JsonSchema.faults(source);
    faults.forEach(fault -> problem("/" + property + fault.path(), fault.message()));
    if (faults.isEmpty()) {
      try {
        JsonSchema.compile(source);
      } catch (IllegalArgumentException e) {
        problem("/" + property, String.valueOf(e.getMessage()));
      }
    }
  }

  private void effect() {
    if (contract.effect() == Effect.VERIFIABLE && contract.lookup() == null) {
      problem("/effect", "a verifiable effect needs a lookup");
    }
    if (contract.effect() == Effect.READ && contract.toolClass() != ToolClass.READ) {
      problem("/effect", "only tools of class read have the effect read");
    }
  }

  private void pointers() {
    var arguments = contract.arguments();
    number("/amount", contract.amount());
    number("/confidence", contract.confidence());
    if (contract.account() != null) {
      declared("/account", arguments, contract.account());
    }
    if (contract.record() != null) {
      declared("/record", arguments, contract.record());
    }
    declared("/sensitive/arguments", arguments, contract.sensitive().arguments());
    declared("/sensitive/result", contract.result(), contract.sensitive().result());
  }

  private void number(String place, @Nullable JsonPointer pointer) {
    if (pointer != null) {
      var schemas = declared(place, contract.arguments(), pointer);
      if (!schemas.isEmpty() && schemas.stream().noneMatch(ContractCheck::isNumber)) {
        problem(place, "%s is no number".formatted(pointer));
      }
    }
  }

  private void declared(String place, JsonNode schema, List<JsonPointer> pointers) {
    for (int i = 0; i < pointers.size(); i++) {
      declared(place + "/" + i, schema, pointers.get(i));
    }
  }

  private List<JsonNode> declared(String place, JsonNode schema, JsonPointer pointer) {
    var found = Declared.at(schema, pointer);
    if (found.isEmpty()) {
      problem(place, "the schema declares no property %s".formatted(pointer));
    }
    return found;
  }

  private static boolean isNumber(JsonNode schema) {
    var type = schema.path("type");
    var types = type.isArray() ? type.valueStream() : Stream.of(type);
    return types.map(JsonNode::asText).anyMatch(Set.of("number", "integer")::contains);
  }

  private void limits() {
    positive("/timeout", contract.timeout());
    positive("/circuitBreaker/pause", contract.circuitBreaker().pause());
    for (int i = 0; i < contract.rates().size(); i++) {
      var rate = contract.rates().get(i);
      positive("/rates/" + i + "/every", rate.every());
      if (rate.per() == Rate.Per.ACCOUNT && contract.account() == null) {
        problem("/rates/" + i + "/per", "a rate per account needs account, which says where it is");
      }
    }
  }

  private void positive(String place, Duration duration) {
    if (!duration.isPositive()) {
      problem(place, "must be longer than nothing");
    }
  }

  private void fallback() {
    var fallback = contract.fallback();
    if (fallback == null) {
      return;
    }
    if (fallback.cached() != null) {
      positive("/fallback/cached", fallback.cached());
      if (contract.effect() != Effect.READ) {
        problem("/fallback/cached", "an earlier answer can stand in only for the effect read");
      }
    }
    reference("/fallback/tool", fallback.tool());
    if (fallsBackOnItself()) {
      problem("/fallback/tool", "the tool would fall back on itself");
    }
  }

  private boolean fallsBackOnItself() {
    var seen = new HashSet<String>();
    var next = fallbackTool(contract.name());
    while (next != null && seen.add(next)) {
      if (next.equals(contract.name())) {
        return true;
      }
      next = fallbackTool(next);
    }
    return false;
  }

  private @Nullable String fallbackTool(String name) {
    var definition = all.get(name);
    var fallback = definition == null ? null : definition.value().fallback();
    return fallback == null ? null : fallback.tool();
  }

  private void lookup() {
    var lookup = contract.lookup() == null ? null : all.get(contract.lookup());
    if (lookup != null && lookup.value().effect() != Effect.READ) {
      problem("/lookup", "looking something up must have the effect read");
    }
  }

  private void reference(String place, @Nullable String tool) {
    // Of a file that cannot be read its author learns anyway.
    if (
      tool != null && !all.containsKey(tool) && !problems.concern(folder + "/" + tool + ".yaml")
    ) {
      problem(place, "there is no tool '" + tool + "'");
    }
  }

  private void binding(String environment, Binding binding) {
    if (binding.http() != null) {
      new HttpCheck(binding.http(), contract.arguments(), (place, reason) ->
        problem("/environments/" + environment + "/http" + place, reason)
      ).run();
    }
  }

  /** Whoever tries something out must not change anything in earnest. */
  private void sandbox() {
    var sandbox = contract.environments().get("sandbox");
    if (sandbox == null || !WRITING.contains(contract.toolClass())) {
      return;
    }
    for (var other : all.values()) {
      var production = other.value().environments().get("production");
      if (production == null) {
        continue;
      }
      hosts(production)
        .stream()
        .filter(host -> hosts(sandbox).stream().anyMatch(host::meets))
        .forEach(host -> leadsToProduction("/http/url", host.name(), other));
      if (
        sandbox.mcp() != null &&
        production.mcp() != null &&
        sandbox.mcp().server().equals(production.mcp().server())
      ) {
        leadsToProduction("/mcp/server", sandbox.mcp().server(), other);
      }
    }
  }

  private static List<Address.Host> hosts(Binding binding) {
    var target = binding.http();
    return target == null ? List.of() : Address.of(target.url()).hosts(target.hosts());
  }

  private void leadsToProduction(String place, String target, Definition<Contract> other) {
    problem(
      "/environments/sandbox" + place,
      "a sandbox must not write to %s, which is production in %s".formatted(target, other.name())
    );
  }

  private void problem(String place, String reason) {
    problems.add(file, place, reason);
  }
}
