package dev.steward.tool;

import static java.util.Objects.requireNonNullElse;

import dev.steward.policy.Question;
import dev.steward.policy.Verdict;
import dev.steward.process.spi.Mandate;
import dev.steward.process.spi.TaskMeans;
import dev.steward.process.spi.TaskMeans.Asked;
import dev.steward.process.spi.TaskMeans.Course;
import dev.steward.process.spi.TaskMeans.Expected;
import dev.steward.process.spi.TaskMeans.Situation;
import dev.steward.tool.Authority.Ruling;
import dev.steward.tool.contract.Contract;
import dev.steward.tool.contract.Contracts;
import dev.steward.tool.contract.Tool;
import dev.steward.tool.contract.ToolClass;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells what would become of a tool's calls in production, by asking the decision tables in force before anything is proposed. */
@Component
public class Foresight {

  private static final String PRODUCTION = "production";
  private static final BigDecimal LARGE = new BigDecimal("1000000000");

  private final Contracts contracts;
  private final Authority authority;

  Foresight(Contracts contracts, Authority authority) {
    this.contracts = contracts;
    this.authority = authority;
  }

  /**
   * @param agent null for a tool task
   * @param tools by name; those that do not exist are left out
   * @param autonomy of the task, as its diagram says; null where it does not
   * @param reviewers who approves with low autonomy
   */
  public List<TaskMeans.Tool> of(
    String riskClass,
    @Nullable String agent,
    Collection<String> tools,
    @Nullable String autonomy,
    @Nullable String reviewers
  ) {
    var mandate = new Mandate(
      null,
      List.of(),
      Mandate.Autonomy.of(requireNonNullElse(autonomy, "")).orElse(Mandate.Autonomy.HIGH),
      reviewers,
      null,
      Map.of()
    );
    return tools
      .stream()
      .distinct()
      .sorted()
      .flatMap(name -> contracts.find(name).stream())
      .map(tool -> means(tool, expected(riskClass, agent, tool, mandate)))
      .toList();
  }

  private Map<Situation, Expected> expected(
    String riskClass,
    @Nullable String agent,
    Tool tool,
    Mandate mandate
  ) {
    var all = new LinkedHashMap<Situation, Expected>();
    var ordinary = expected(riskClass, agent, tool, mandate, Situation.ORDINARY);
    all.put(Situation.ORDINARY, ordinary);
    for (var situation : Situation.values()) {
      if (applies(situation, tool.contract())) {
        var expected = expected(riskClass, agent, tool, mandate, situation);
        if (!isSame(expected, ordinary)) {
          all.put(situation, expected);
        }
      }
    }
    return all;
  }

  private static boolean applies(Situation situation, Contract contract) {
    return switch (situation) {
      case UNSURE -> contract.confidence() != null;
      case LARGE_AMOUNT -> contract.amount() != null;
      default -> true;
    };
  }

  /** Other rules that lead to the same make no difference to people. */
  private static boolean isSame(Expected one, Expected other) {
    return (
      one.course() == other.course() &&
      String.valueOf(one.asked()).equals(String.valueOf(other.asked()))
    );
  }

  private Expected expected(
    String riskClass,
    @Nullable String agent,
    Tool tool,
    Mandate mandate,
    Situation situation
  ) {
    var contract = tool.contract();
    if (contract.toolClass() == ToolClass.FORBIDDEN) {
      return new Expected(Course.REFUSED, null, "The tool is forbidden", List.of());
    }
    boolean both = situation == Situation.OUTSIDE_TEXT_AND_CONFIDENTIAL_DATA;
    var question = new Question(
      riskClass,
      contract.toolClass().id(),
      contract.reversible(),
      PRODUCTION,
      Authority.agentName(agent),
      tool.name(),
      contract.audience().id(),
      situation == Situation.SENSITIVE_ACCOUNT ? "sensitive" : "standard",
      both || situation == Situation.OUTSIDE_TEXT,
      both || situation == Situation.CONFIDENTIAL_DATA,
      contract.confidence() == null
        ? null
        : situation == Situation.UNSURE
          ? BigDecimal.ZERO
          : BigDecimal.ONE,
      contract.amount() == null
        ? null
        : situation == Situation.LARGE_AMOUNT
          ? LARGE
          : BigDecimal.ONE,
      Set.of()
    );
    var ruling = authority.judge(tool, question, mandate);
    var rules = ruling.rules().stream().map(Verdict.Rule::id).toList();
    return switch (ruling) {
      case Ruling.Refused refused -> new Expected(Course.REFUSED, null, refused.reason(), rules);
      case Ruling.NeedsReview review -> new Expected(
        Course.ASKED,
        new Asked(
          review.panel().group(),
          review.panel().quorum(),
          review.panel().due(),
          review.panel().escalation()
        ),
        review.reason(),
        rules
      );
      case Ruling.Cleared cleared -> cleared.sample() == null
        ? new Expected(Course.RUNS, null, null, rules)
        : new Expected(
            Course.SAMPLED,
            new Asked(cleared.sample().reviewers(), 1, null, null),
            null,
            rules
          );
    };
  }

  private static TaskMeans.Tool means(Tool tool, Map<Situation, Expected> expected) {
    var contract = tool.contract();
    var dot = contract.name().indexOf('.');
    return new TaskMeans.Tool(
      contract.name(),
      contract.title(),
      contract.owner(),
      contract.toolClass().id(),
      dot < 0 ? contract.name() : contract.name().substring(0, dot),
      contract.reversible(),
      contract.compensation(),
      fallback(contract.fallback()),
      contract.requires(),
      contract.labels(),
      contract.environments().keySet().stream().sorted().toList(),
      contract.sensitive().arguments().size() + contract.sensitive().result().size(),
      expected
    );
  }

  private static @Nullable String fallback(Contract.@Nullable Fallback fallback) {
    if (fallback == null) {
      return null;
    }
    if (fallback.tool() != null) {
      return "the tool " + fallback.tool() + " is asked instead";
    }
    return fallback.cached() == null
      ? "somebody of the group " + fallback.person() + " sees to it"
      : "an answer of at most " + fallback.cached() + " ago is used";
  }
}
