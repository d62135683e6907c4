package dev.steward.policy;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Questions about a reversible internal write of the sandbox, changed as a test needs it. */
record Questions(
  String riskClass,
  String toolClass,
  boolean reversible,
  String environment,
  String audience,
  String account,
  boolean untrusted,
  boolean confidential,
  @Nullable BigDecimal amount
) {
  static Questions of(String riskClass) {
    return new Questions(
      riskClass,
      "write",
      true,
      "sandbox",
      "internal",
      "standard",
      false,
      false,
      null
    );
  }

  Questions tool(String toolClass) {
    return new Questions(
      riskClass,
      toolClass,
      reversible,
      environment,
      audience,
      account,
      untrusted,
      confidential,
      amount
    );
  }

  Questions irreversible() {
    return new Questions(
      riskClass,
      toolClass,
      false,
      environment,
      audience,
      account,
      untrusted,
      confidential,
      amount
    );
  }

  Questions live() {
    return new Questions(
      riskClass,
      toolClass,
      reversible,
      "production",
      audience,
      account,
      untrusted,
      confidential,
      amount
    );
  }

  Questions external() {
    return new Questions(
      riskClass,
      toolClass,
      reversible,
      environment,
      "external",
      account,
      untrusted,
      confidential,
      amount
    );
  }

  Questions account(String account) {
    return new Questions(
      riskClass,
      toolClass,
      reversible,
      environment,
      audience,
      account,
      untrusted,
      confidential,
      amount
    );
  }

  Questions amount(String amount) {
    return new Questions(
      riskClass,
      toolClass,
      reversible,
      environment,
      audience,
      account,
      untrusted,
      confidential,
      new BigDecimal(amount)
    );
  }

  Questions readingOutsideText() {
    return new Questions(
      riskClass,
      toolClass,
      reversible,
      environment,
      audience,
      account,
      true,
      confidential,
      amount
    );
  }

  Questions readingConfidentialData() {
    return new Questions(
      riskClass,
      toolClass,
      reversible,
      environment,
      audience,
      account,
      untrusted,
      true,
      amount
    );
  }

  Question ask() {
    return new Question(
      riskClass,
      toolClass,
      reversible,
      environment,
      "writer",
      "some.tool",
      audience,
      account,
      untrusted,
      confidential,
      null,
      amount,
      Set.of("app")
    );
  }
}
