package dev.steward.policy;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/** Puts each question to all tables in force that are about it. */
@Component
class TablePolicies implements Policies {

  private static final Logger log = LoggerFactory.getLogger(TablePolicies.class);

  private static final int REMEMBERED = 10_000;
  private static final String UNASKED = "The decision tables cannot be asked.";

  private final PolicyTables tables;
  private final TableQuestions questions;
  private volatile @Nullable Answers answers;

  TablePolicies(PolicyTables tables, TableQuestions questions) {
    this.tables = tables;
    this.questions = questions;
  }

  /** The tables see nothing but the question, and the same few are asked again and again. Other tables begin with no answers. */
  private record Answers(
    PolicyTables.InForce tables,
    ConcurrentLruCache<Question, PolicyDecision> verdicts,
    ConcurrentLruCache<ModelQuestion, ModelDecision> models,
    ConcurrentLruCache<LimitQuestion, LimitDecision> limits
  ) {}

  @Override
  public PolicyDecision decide(Question question) {
    var now = answers();
    return answer(
      question,
      () -> now.verdicts().get(question),
      new PolicyDecision(question, unasked(), names(now.tables().enforced(TableKind.VERDICT)), null)
    );
  }

  @Override
  public ModelDecision model(ModelQuestion question) {
    return answer(
      question,
      () -> answers().models().get(question),
      new ModelDecision(null, UNASKED, List.of(), null)
    );
  }

  @Override
  public LimitDecision limits(LimitQuestion question) {
    return answer(
      question,
      () -> answers().limits().get(question),
      new LimitDecision(false, List.of(), List.of())
    );
  }

  private static <T> T answer(Record question, Supplier<T> answer, T refusal) {
    try {
      return answer.get();
    } catch (RuntimeException e) {
      log.error("The decision tables cannot be asked about {}", question, e);
      return refusal;
    }
  }

  private Answers answers() {
    var known = answers;
    var tables = this.tables.inForce();
    if (known == null || known.tables() != tables) {
      known = new Answers(
        tables,
        new ConcurrentLruCache<>(REMEMBERED, question -> verdict(tables, question)),
        new ConcurrentLruCache<>(REMEMBERED, question -> model(tables, question)),
        new ConcurrentLruCache<>(REMEMBERED, question -> limits(tables, question))
      );
      answers = known;
    }
    return known;
  }

  private PolicyDecision verdict(PolicyTables.InForce tables, Question question) {
    var enforced = tables.enforced(TableKind.VERDICT);
    var onTrial = tables.onTrial(TableKind.VERDICT);
    return new PolicyDecision(
      question,
      questions.verdict(enforced, question),
      names(enforced),
      onTrial.isEmpty()
        ? null
        : new PolicyDecision.Shadow(
            tried(question, () -> questions.verdict(onTrial, question), unasked()),
            names(onTrial)
          )
    );
  }

  private ModelDecision model(PolicyTables.InForce tables, ModelQuestion question) {
    var decision = model(tables.enforced(TableKind.MODEL), question);
    var onTrial = tables.onTrial(TableKind.MODEL);
    return onTrial.isEmpty()
      ? decision
      : new ModelDecision(
          decision.model(),
          decision.reason(),
          decision.rules(),
          tried(
            question,
            () -> String.valueOf(model(onTrial, question).model()),
            ModelDecision.NONE
          )
        );
  }

  /** {@code none} beats all; the uppermost row that names another model beats the agent's own. */
  private ModelDecision model(List<PolicyTable> tables, ModelQuestion question) {
    if (tables.isEmpty()) {
      return new ModelDecision(question.model(), null, List.of(), null);
    }
    var rows = questions.rows(tables, question);
    var rules = Row.rules(rows);
    if (rows.isEmpty()) {
      return new ModelDecision(
        null,
        "No rule of the decision tables says which model may be asked.",
        rules,
        null
      );
    }
    var deciding = rows
      .stream()
      .filter(row -> ModelDecision.NONE.equals(row.text("model")))
      .findFirst()
      .or(() ->
        rows
          .stream()
          .filter(row -> !ModelDecision.OWN.equals(row.text("model")))
          .findFirst()
      )
      .orElse(rows.getFirst());
    var model = String.valueOf(deciding.text("model"));
    return switch (model) {
      case ModelDecision.OWN -> new ModelDecision(question.model(), null, rules, null);
      case ModelDecision.NONE -> new ModelDecision(null, reason(deciding), rules, null);
      default -> new ModelDecision(model, reason(deciding), rules, null);
    };
  }

  private LimitDecision limits(PolicyTables.InForce tables, LimitQuestion question) {
    var onTrial = tables.onTrial(TableKind.LIMIT);
    return new LimitDecision(
      true,
      limits(tables.enforced(TableKind.LIMIT), question),
      tried(question, () -> limits(onTrial, question), List.of())
    );
  }

  private List<Limit> limits(List<PolicyTable> tables, LimitQuestion question) {
    return questions
      .rows(tables, question)
      .stream()
      .map(row ->
        new Limit(
          row.rule(),
          Limit.parse(Limit.Scope.values(), row.text("scope")).orElseThrow(),
          Limit.parse(Limit.Period.values(), row.text("period")).orElseThrow(),
          row.number("tokens") instanceof BigDecimal tokens ? tokens.longValue() : null,
          row.number("costUsd"),
          Limit.parse(Limit.OnExceeded.values(), row.text("onExceeded")).orElseThrow(),
          row.text("cheaperModel"),
          row.text("reviewers"),
          reason(row)
        )
      )
      .toList();
  }

  /** A table on trial that fails must not be in the way. */
  private static <T> T tried(Record question, Supplier<T> answer, T otherwise) {
    try {
      return answer.get();
    } catch (RuntimeException e) {
      log.warn("A decision table on trial cannot be asked about {}", question, e);
      return otherwise;
    }
  }

  private static Verdict unasked() {
    return new Verdict.Denied(UNASKED, List.of());
  }

  private static String reason(Row row) {
    var reason = row.text("reason");
    return reason == null ? row.rule().description() : reason;
  }

  private static List<String> names(List<PolicyTable> tables) {
    return tables.stream().map(PolicyTable::id).toList();
  }
}
