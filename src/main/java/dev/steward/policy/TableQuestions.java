package dev.steward.policy;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.flowable.common.engine.impl.interceptor.CommandConfig;
import org.flowable.dmn.api.DecisionExecutionAuditContainer;
import org.flowable.dmn.api.ExecuteDecisionContext;
import org.flowable.dmn.api.RuleExecutionAuditContainer;
import org.flowable.dmn.engine.DmnEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts questions to decision tables: to the engine's rules themselves, as its service would look the table up in the database for each
 * question, which takes longer than the rules do.
 */
@Component
class TableQuestions {

  private static final CommandConfig WITHOUT_TRANSACTION =
    new CommandConfig().transactionNotSupported();

  private final DmnEngine engine;

  TableQuestions(DmnEngine engine) {
    this.engine = engine;
  }

  /** @throws RuntimeException where one of the tables cannot be asked */
  Verdict verdict(List<PolicyTable> tables, Question question) {
    return Match.combine(rows(tables, question).stream().map(Match::of).toList());
  }

  /**
   * The rules that match, in the order of the tables and their rows.
   *
   * @throws RuntimeException where one of the tables cannot be asked
   */
  List<Row> rows(List<PolicyTable> tables, Record question) {
    return tables
      .stream()
      .flatMap(table -> rows(table, question).stream())
      .toList();
  }

  private List<Row> rows(PolicyTable table, Record question) {
    var context = new ExecuteDecisionContext();
    context.setDecisionKey(table.key());
    context.setDecisionVersion(table.version());
    context.setDmnElement(table.decision());
    context.setVariables(inputs(question));
    var configuration = engine.getDmnEngineConfiguration();
    var answer = configuration
      .getCommandExecutor()
      .execute(WITHOUT_TRANSACTION, command ->
        configuration.getRuleEngineExecutor().execute(table.decision(), context)
      );
    if (Boolean.TRUE.equals(answer.isFailed())) {
      throw new IllegalStateException(
        "%s:%d failed: %s".formatted(table.key(), table.version(), answer.getExceptionMessage())
      );
    }
    return rows(table, answer);
  }

  private static List<Row> rows(PolicyTable table, DecisionExecutionAuditContainer answer) {
    return answer
      .getRuleExecutions()
      .entrySet()
      .stream()
      .filter(entry -> Boolean.TRUE.equals(entry.getValue().isValid()))
      .sorted(Map.Entry.comparingByKey())
      .map(entry -> row(table, entry.getKey(), entry.getValue()))
      .toList();
  }

  private static Row row(PolicyTable table, int number, RuleExecutionAuditContainer matched) {
    var rule = Objects.requireNonNull(table.rules().get(number), "a rule the file does not have");
    // One conclusion for each output column, from left to right.
    var cells = new HashMap<String, @Nullable Object>();
    for (int i = 0; i < table.outputs().size(); i++) {
      cells.put(table.outputs().get(i), matched.getConclusionResults().get(i).getResult());
    }
    return new Row(rule, cells);
  }

  /** Null inputs are there too: an input that is missing makes an expression fail. */
  private static Map<String, Object> inputs(Record question) {
    var inputs = new HashMap<String, @Nullable Object>();
    for (var component : question.getClass().getRecordComponents()) {
      var value = value(question, component);
      inputs.put(component.getName(), value instanceof Set<?> set ? List.copyOf(set) : value);
    }
    return inputs;
  }

  private static @Nullable Object value(Record question, RecordComponent component) {
    try {
      return component.getAccessor().invoke(question);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A question's inputs are for all to read", e);
    }
  }
}
