package dev.steward.policy;

/** What the decision tables in force say, before anything happens. */
public interface Policies {
  /** Whether a tool call may be made. No matching rule, a missing table or any error denies. */
  PolicyDecision decide(Question question);

  /** Which model may be asked. Where there is a table, no matching rule and any error forbid all; without one an agent's own may be. */
  ModelDecision model(ModelQuestion question);

  /** To which budgets a model call is charged: one for each matching row. After an error nothing may be spent. */
  LimitDecision limits(LimitQuestion question);
}
