package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.json.DefinitionFiles;
import dev.steward.json.DefinitionFiles.Definition;
import dev.steward.json.JsonSchema;
import dev.steward.problem.BrokenDefinitionException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The tool contracts, read from {@code tools/*.yaml} at start. */
@Component
class Contracts {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*");

  private final Map<String, Tool> tools = new TreeMap<>();

  Contracts(@Value("${steward.tools:tools}") Path folder) {
    var files = DefinitionFiles.read(folder, Contract.class);
    files.forEach(this::add);
    files.forEach(this::checkReferences);
  }

  Optional<Tool> find(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  Collection<Tool> all() {
    return tools.values();
  }

  private void add(Definition<Contract> file) {
    var contract = file.value();
    var problems = missing(contract);
    if (problems.isEmpty() && !NAME.matcher(contract.name()).matches()) {
      problems.add("name: '" + contract.name() + "' is not of the form crm.update-lead");
    }
    if (contract.effect() == Effect.VERIFIABLE && contract.lookup() == null) {
      problems.add("lookup: a verifiable effect needs the tool that looks it up");
    }
    if (contract.effect() == Effect.READ && contract.toolClass() != ToolClass.READ) {
      problems.add("effect: only tools of class read have the effect read");
    }
    if (
      contract.arguments() != null && !contract.arguments().path("type").asText().equals("object")
    ) {
      problems.add("arguments: the schema must be of type object");
    }
    var arguments = schema("arguments", contract.arguments(), problems);
    var result = schema("result", contract.result(), problems);
    if (!problems.isEmpty() || arguments == null || result == null) {
      throw new BrokenDefinitionException(file.name(), problems);
    }
    var tool = new Tool(contract, file.digest(), arguments, result);
    if (tools.putIfAbsent(contract.name(), tool) != null) {
      throw new BrokenDefinitionException(
        file.name(),
        List.of("name: another file defines '" + contract.name() + "' too")
      );
    }
  }

  private void checkReferences(Definition<Contract> file) {
    var contract = file.value();
    var problems = new ArrayList<String>();
    reference("compensation", contract.compensation(), problems);
    reference("lookup", contract.lookup(), problems);
    if (!problems.isEmpty()) {
      throw new BrokenDefinitionException(file.name(), problems);
    }
  }

  private void reference(String property, @Nullable String tool, List<String> problems) {
    if (tool != null && !tools.containsKey(tool)) {
      problems.add(property + ": there is no tool '" + tool + "'");
    }
  }

  private static @Nullable JsonSchema schema(
    String property,
    JsonNode source,
    List<String> problems
  ) {
    if (source == null) {
      return null;
    }
    try {
      return JsonSchema.compile(source);
    } catch (IllegalArgumentException e) {
      problems.add(property + ": " + e.getMessage());
      return null;
    }
  }

  // Jackson leaves out what the file leaves out, whatever the record's types promise.
  private static List<String> missing(Contract contract) {
    var required = new LinkedHashMap<String, @Nullable Object>();
    required.put("name", contract.name());
    required.put("description", contract.description());
    required.put("owner", contract.owner());
    required.put("class", contract.toolClass());
    required.put("reversible", contract.reversible());
    required.put("requires", contract.requires());
    required.put("audience", contract.audience());
    required.put("trust", contract.trust());
    required.put("effect", contract.effect());
    required.put("arguments", contract.arguments());
    required.put("result", contract.result());
    var problems = new ArrayList<String>();
    required.forEach((name, value) -> {
      if (Objects.isNull(value)) {
        problems.add(name + " is missing");
      }
    });
    return problems;
  }
}
