package dev.steward.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flowable.dmn.api.DecisionExecutionAuditContainer;
import org.flowable.dmn.api.DmnDecisionService;
import org.flowable.dmn.api.RuleExecutionAuditContainer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts questions to decision tables. */
@Component
class TableQuestions {

  private final DmnDecisionService decisions;

  TableQuestions(DmnDecisionService decisions) {
    this.decisions = decisions;
  }

  /** @throws RuntimeException where one of the tables cannot be asked */
  Verdict ask(List<PolicyTable> tables, Question question) {
    return Match.combine(
      tables
        .stream()
        .flatMap(table -> ask(table, question).stream())
        .toList()
    );
  }

  private List<Match> ask(PolicyTable table, Question question) {
    var answer = decisions
      .createExecuteDecisionBuilder()
      .decisionKey(table.key())
      .parentDeploymentId(table.deployment())
      .tenantId(table.tenant())
      .variables(inputs(question))
      .executeWithAuditTrail();
    if (Boolean.TRUE.equals(answer.isFailed()) || answer.getDecisionVersion() != table.version()) {
      throw new IllegalStateException(
        "%s:%d failed: %s".formatted(table.key(), table.version(), answer.getExceptionMessage())
      );
    }
    return matches(table, answer);
  }

  private static List<Match> matches(PolicyTable table, DecisionExecutionAuditContainer answer) {
    return answer
      .getRuleExecutions()
      .entrySet()
      .stream()
      .filter(entry -> Boolean.TRUE.equals(entry.getValue().isValid()))
      .sorted(Map.Entry.comparingByKey())
      .map(entry -> match(table, entry.getKey(), entry.getValue()))
      .toList();
  }

  private static Match match(PolicyTable table, int number, RuleExecutionAuditContainer matched) {
    var rule = Objects.requireNonNull(table.rules().get(number), "a rule the file does not have");
    // One conclusion for each output column, from left to right.
    var cells = new HashMap<String, @Nullable Object>();
    for (int i = 0; i < table.outputs().size(); i++) {
      cells.put(table.outputs().get(i), matched.getConclusionResults().get(i).getResult());
    }
    return new Match(
      rule,
      Ruling.parse(cells.get("verdict")),
      text(cells.get("reviewers")),
      text(cells.get("reason"))
    );
  }

  private static @Nullable String text(@Nullable Object cell) {
    return cell == null ? null : cell.toString();
  }

  /** Null inputs are there too: an input that is missing makes an expression fail. */
  private static Map<String, Object> inputs(Question question) {
    var inputs = new HashMap<String, @Nullable Object>();
    inputs.put("riskClass", question.riskClass());
    inputs.put("toolClass", question.toolClass());
    inputs.put("reversible", question.reversible());
    inputs.put("environment", question.environment());
    inputs.put("agent", question.agent());
    inputs.put("tool", question.tool());
    inputs.put("audience", question.audience());
    inputs.put("accountSensitivity", question.accountSensitivity());
    inputs.put("untrusted", question.untrusted());
    inputs.put("confidential", question.confidential());
    inputs.put("confidence", question.confidence());
    inputs.put("amount", question.amount());
    inputs.put("initiatorRoles", List.copyOf(question.initiatorRoles()));
    return inputs;
  }
}
