package dev.steward.tool;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.control.Switches;
import dev.steward.identity.People;
import dev.steward.identity.Role;
import dev.steward.json.JsonTexts;
import dev.steward.policy.Panel;
import dev.steward.policy.Policies;
import dev.steward.policy.PolicyDecision;
import dev.steward.policy.Question;
import dev.steward.policy.Verdict;
import dev.steward.problem.FieldError;
import dev.steward.process.spi.Mandate;
import dev.steward.review.Sample;
import dev.steward.tool.adapter.Adapters;
import dev.steward.tool.contract.Contract;
import dev.steward.tool.contract.Contracts;
import dev.steward.tool.contract.ProcessTarget;
import dev.steward.tool.contract.Tool;
import dev.steward.tool.contract.ToolClass;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides whether a proposed call may be made now. Everything is read afresh: the same question is asked again after a review, and
 * a permission revoked meanwhile refuses.
 */
@Component
class Authority {

  private final Contracts contracts;
  private final People people;
  private final Policies policies;
  private final Switches switches;
  private final Adapters adapters;

  Authority(
    Contracts contracts,
    People people,
    Policies policies,
    Switches switches,
    Adapters adapters
  ) {
    this.contracts = contracts;
    this.people = people;
    this.policies = policies;
    this.switches = switches;
    this.adapters = adapters;
  }

  /** The answer of all stages before a call is committed to. */
  sealed interface Ruling {
    /** Null where the tables were not asked. */
    @Nullable
    PolicyDecision decision();

    default List<Verdict.Rule> rules() {
      return decision() instanceof PolicyDecision asked ? asked.verdict().rules() : List.of();
    }

    record Refused(
      String code,
      String reason,
      List<FieldError> errors,
      @Nullable PolicyDecision decision
    ) implements Ruling {}

    record NeedsReview(
      Tool tool,
      Panel panel,
      String reason,
      PolicyDecision decision
    ) implements Ruling {}

    /** @param sample who may look at it later; null for a call that needs nobody */
    record Cleared(Tool tool, @Nullable Sample sample, PolicyDecision decision) implements Ruling {}
  }

  /** Whether the tool may be shown to a model: what it could never use, it must not know. */
  boolean offers(CallScope scope, Tool tool) {
    return (
      scope.tools().contains(tool.name()) &&
      tool.contract().toolClass() != ToolClass.FORBIDDEN &&
      switches.toolStopped(tool.name()).isEmpty() &&
      binding(scope, tool) instanceof Contract.Binding binding &&
      adapters.quarantined(binding.target()).isEmpty() &&
      lacking(scope, tool.contract().requires()).isEmpty()
    );
  }

  /** What the tables say to a question that was not put by a call, and what the contract and the diagram make of it. */
  Ruling judge(Tool tool, Question question, Mandate mandate) {
    return narrowed(mandate, ruling(tool, policies.decide(question)));
  }

  Ruling rule(CallScope scope, String name, JsonNode arguments) {
    var known = contracts.find(name);
    if (known.isEmpty()) {
      return refused("unknown-tool", "There is no tool '" + name + "'");
    }
    var tool = known.get();
    var contract = tool.contract();
    var stopped = switches.toolStopped(name);
    if (stopped.isPresent()) {
      return refused("switched-off", stopped.get());
    }
    if (!scope.tools().contains(name)) {
      return refused("tool-not-offered", "The tool '" + name + "' is not offered in this task");
    }
    if (contract.toolClass() == ToolClass.FORBIDDEN) {
      return refused("tool-forbidden", "The tool '" + name + "' is forbidden");
    }
    var binding = binding(scope, tool);
    if (binding == null) {
      return refused(
        "no-environment",
        "The tool '%s' does not exist in %s".formatted(name, scope.context().environment())
      );
    }
    if (scope.context().rehearsed() && binding.target() instanceof ProcessTarget process) {
      return refused(
        "not-in-rehearsal",
        "A rehearsal starts nothing in earnest: '%s' would start the process '%s'".formatted(
          name,
          process.key()
        )
      );
    }
    var quarantine = adapters.quarantined(binding.target());
    if (quarantine.isPresent()) {
      return refused("tool-quarantined", quarantine.get());
    }
    var size = contract.sizes().arguments();
    if (JsonTexts.bytes(arguments) > size.toBytes()) {
      return refused("arguments-too-large", "The arguments are longer than " + size);
    }
    var errors = tool.arguments().validate(arguments);
    if (!errors.isEmpty()) {
      return new Ruling.Refused(
        "invalid-arguments",
        "The arguments do not fit the tool's contract",
        errors,
        null
      );
    }
    var lacking = lacking(scope, contract.requires());
    if (lacking.isPresent()) {
      return refused(
        "permission-missing",
        "%s does not hold the permission %s".formatted(lacking.get(), contract.requires())
      );
    }
    var outside = outside(scope.context().mandate().records(), contract, arguments);
    if (outside.isPresent()) {
      return refused("record-out-of-bounds", outside.get());
    }
    return judge(tool, question(scope, tool, arguments), scope.context().mandate());
  }

  private static Contract.@Nullable Binding binding(CallScope scope, Tool tool) {
    return tool.contract().environments().get(scope.context().environment());
  }

  /** Who of all that are represented here does not hold the permission at this moment; empty where all do. */
  private Optional<String> lacking(CallScope scope, String permission) {
    var principals = scope.context().mandate().principals();
    return principals.isEmpty()
      ? Optional.of("Whoever is represented here is not known and")
      : principals
          .stream()
          .filter(name ->
            people
              .find(name)
              .filter(actor -> actor.holds(permission))
              .isEmpty()
          )
          .findFirst();
  }

  /** Why the call concerns something the task has nothing to do with. A tool that concerns no record is not confined. */
  private static Optional<String> outside(
    @Nullable List<String> records,
    Contract contract,
    JsonNode arguments
  ) {
    if (records == null || contract.record() == null) {
      return Optional.empty();
    }
    var named = arguments.at(contract.record());
    var concerned = named.isArray() ? named.valueStream().toList() : List.of(named);
    return concerned
      .stream()
      .filter(record -> !record.isValueNode() || !records.contains(record.asText().strip()))
      .findFirst()
      .map(record ->
        record.isMissingNode()
          ? "%s does not say which record the call concerns".formatted(contract.record())
          : "This task has nothing to do with %s at %s".formatted(record, contract.record())
      );
  }

  /** What the diagram leaves to the agent here can only be less than what the tables do. */
  private static Ruling narrowed(Mandate mandate, Ruling ruling) {
    if (
      !(ruling instanceof Ruling.Cleared cleared) ||
      cleared.tool().contract().toolClass() == ToolClass.READ
    ) {
      return ruling;
    }
    return switch (mandate.autonomy()) {
      case HIGH -> cleared;
      case MEDIUM -> new Ruling.Cleared(
        cleared.tool(),
        cleared.sample() == null ? new Sample(mandate.reviewers(), null) : cleared.sample(),
        cleared.decision()
      );
      case LOW -> new Ruling.NeedsReview(
        cleared.tool(),
        Panel.of(String.valueOf(mandate.reviewers())),
        "This agent's task has low autonomy: a person approves before execution",
        cleared.decision()
      );
    };
  }

  /** The contract is the floor: no table can wave through what its owner wants looked at. */
  private static Ruling ruling(Tool tool, PolicyDecision decision) {
    return switch (decision.verdict()) {
      case Verdict.Denied denied -> new Ruling.Refused(
        "policy-denied",
        denied.reason(),
        List.of(),
        decision
      );
      case Verdict.NeedsReview review -> new Ruling.NeedsReview(
        tool,
        review.panel(),
        review.reason(),
        decision
      );
      case Verdict.Allowed allowed -> cleared(tool, null, decision);
      case Verdict.Sampled sampled -> cleared(
        tool,
        new Sample(sampled.reviewers(), sampled.share()),
        decision
      );
    };
  }

  private static Ruling cleared(Tool tool, @Nullable Sample sample, PolicyDecision decision) {
    if (tool.contract().toolClass() != ToolClass.APPROVAL_REQUIRED) {
      return new Ruling.Cleared(tool, sample, decision);
    }
    var reviewers = tool.contract().reviewers();
    return reviewers == null
      ? new Ruling.Refused(
          "no-reviewers",
          "The tool needs approval, and nobody is named to give it",
          List.of(),
          decision
        )
      : new Ruling.NeedsReview(
          tool,
          Panel.of(reviewers),
          "The tool's contract asks for approval",
          decision
        );
  }

  private Question question(CallScope scope, Tool tool, JsonNode arguments) {
    var contract = tool.contract();
    return new Question(
      scope.context().riskClass(),
      contract.toolClass().id(),
      contract.reversible(),
      scope.context().environment(),
      agentName(scope.agent()),
      tool.name(),
      contract.audience().id(),
      scope.context().accountSensitivity(),
      scope.labels().untrusted(),
      scope.labels().confidential(),
      number(contract.confidence(), arguments),
      number(contract.amount(), arguments),
      roles(scope)
    );
  }

  static String agentName(@Nullable String agent) {
    return agent == null ? "process" : agent;
  }

  private static @Nullable BigDecimal number(@Nullable JsonPointer place, JsonNode arguments) {
    if (place == null) {
      return null;
    }
    var number = arguments.at(place);
    return number.isNumber() ? number.decimalValue() : null;
  }

  private Set<String> roles(CallScope scope) {
    return Optional.ofNullable(scope.context().initiator())
      .flatMap(people::find)
      .stream()
      .flatMap(actor -> actor.roles().stream())
      .map(Role::id)
      .collect(Collectors.toSet());
  }

  private static Ruling refused(String code, String reason) {
    return new Ruling.Refused(code, reason, List.of(), null);
  }
}
