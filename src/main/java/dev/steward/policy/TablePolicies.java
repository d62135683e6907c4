package dev.steward.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/** Puts each question to all tables in force. */
@Component
class TablePolicies implements Policies {

  private static final Logger log = LoggerFactory.getLogger(TablePolicies.class);

  private static final int REMEMBERED = 10_000;
  private static final Verdict UNASKED = new Verdict.Denied(
    "The decision tables cannot be asked.",
    List.of()
  );

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
    ConcurrentLruCache<Question, PolicyDecision> known
  ) {}

  @Override
  public PolicyDecision decide(Question question) {
    var now = answers();
    try {
      return now.known().get(question);
    } catch (RuntimeException e) {
      log.error("The decision tables cannot be asked about {}", question.tool(), e);
      return new PolicyDecision(question, UNASKED, names(now.tables().enforced()), null);
    }
  }

  private Answers answers() {
    var known = answers;
    var tables = this.tables.inForce();
    if (known == null || known.tables() != tables) {
      known = new Answers(
        tables,
        new ConcurrentLruCache<>(REMEMBERED, question -> answer(tables, question))
      );
      answers = known;
    }
    return known;
  }

  private PolicyDecision answer(PolicyTables.InForce tables, Question question) {
    return new PolicyDecision(
      question,
      questions.ask(tables.enforced(), question),
      names(tables.enforced()),
      tables.onTrial().isEmpty() ? null : shadow(tables.onTrial(), question)
    );
  }

  /** A table on trial that fails must not be in the way. */
  private PolicyDecision.Shadow shadow(List<PolicyTable> onTrial, Question question) {
    try {
      return new PolicyDecision.Shadow(questions.ask(onTrial, question), names(onTrial));
    } catch (RuntimeException e) {
      log.warn("A decision table on trial cannot be asked about {}", question.tool(), e);
      return new PolicyDecision.Shadow(UNASKED, names(onTrial));
    }
  }

  private static List<String> names(List<PolicyTable> tables) {
    return tables.stream().map(PolicyTable::id).toList();
  }
}
