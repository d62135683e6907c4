package dev.steward.policy;

/** Decides whether a proposed tool call may happen, before anything happens. */
public interface Policies {
  /** No matching rule, a missing table or any error denies. */
  PolicyDecision decide(Question question);
}
