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
    @Nullable BigDecimal amount) {

  static Questions of(String riskClass) {
    return new Questions(riskClass, "write", true, "sandbox", "internal", "standard", null);
  }

  Questions tool(String toolClass) {
    return new Questions(riskClass, toolClass, reversible, environment, audience, account, amount);
  }

  Questions irreversible() {
    return new Questions(riskClass, toolClass, false, environment, audience, account, amount);
  }

  Questions live() {
    return new Questions(riskClass, toolClass, reversible, "production", audience, account, amount);
  }

  Questions external() {
    return new Questions(
        riskClass, toolClass, reversible, environment, "external", account, amount);
  }

  Questions account(String account) {
    return new Questions(riskClass, toolClass, reversible, environment, audience, account, amount);
  }

  Questions amount(String amount) {
    return new Questions(
        riskClass, toolClass, reversible, environment, audience, account, new BigDecimal(amount));
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
        null,
        amount,
        Set.of("app"));
  }
}
