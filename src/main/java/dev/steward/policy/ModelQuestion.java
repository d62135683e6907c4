package dev.steward.policy;

import java.math.BigDecimal;
import java.util.Set;

/**
 * What is asked of the decision tables before a model is. Every component is an input of the same name.
 *
 * @param model that would be asked: the one the agent's file names, or the one that takes its place when it fails
 * @param untrusted whether the agent has read what somebody outside wrote
 * @param confidential whether it has read what is not for everybody's eyes, which the model would get to see
 * @param budgetUsed per cent of that budget which is nearest to its end, in whole steps of five; 0 without budgets
 */
public record ModelQuestion(
  String riskClass,
  String environment,
  String process,
  String agent,
  String model,
  String accountSensitivity,
  boolean untrusted,
  boolean confidential,
  BigDecimal budgetUsed,
  Set<String> initiatorRoles
) {}
