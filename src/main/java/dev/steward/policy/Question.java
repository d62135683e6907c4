package dev.steward.policy;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the decision tables about one proposed tool call. Every component is an input of the same name.
 *
 * @param riskClass the workflow's, from the process map; "unclassified" where it names none
 * @param toolClass {@code read | write | approval-required | forbidden}
 * @param audience {@code internal | external}
 * @param accountSensitivity from a process variable the workflow map names, never from a model
 * @param untrusted whether whoever asks has read what somebody outside wrote
 * @param confidential whether it has read what is not for everybody's eyes
 * @param confidence the agent's own, 0 to 1; null where the tool does not ask for it
 * @param amount of money that the call is about; null where it is about none
 */
public record Question(
  String riskClass,
  String toolClass,
  boolean reversible,
  String environment,
  String agent,
  String tool,
  String audience,
  String accountSensitivity,
  boolean untrusted,
  boolean confidential,
  @Nullable BigDecimal confidence,
  @Nullable BigDecimal amount,
  Set<String> initiatorRoles
) {}
