package dev.steward.policy;

import java.util.Set;

/** Whose budgets are asked for. Every component is an input of the same name. */
public record LimitQuestion(
  String riskClass,
  String environment,
  String process,
  String agent,
  Set<String> initiatorRoles
) {}
