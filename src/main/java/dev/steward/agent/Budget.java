package dev.steward.agent;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** How much of its limits a run has left before the next model call. */
sealed interface Budget {
  record Ample() implements Budget {}

  /** Near a limit: the agent is told to answer with what it has. */
  record Scarce(String reason) implements Budget {}

  record Exceeded(String reason) implements Budget {}

  /** From this share of a limit on it is near. */
  BigDecimal NEAR = new BigDecimal("0.8");

  static Budget of(RunInHand run, Instant now) {
    var limits = run.limits();
    var left = Duration.between(now, run.deadline());
    if (run.turns() >= limits.modelCalls()) {
      return new Exceeded("more than %d model calls".formatted(limits.modelCalls()));
    }
    if (run.tokens() >= limits.tokens()) {
      return new Exceeded("more than %d tokens".formatted(limits.tokens()));
    }
    if (run.costUsd().compareTo(limits.costUsd()) >= 0) {
      return new Exceeded("more than %s USD".formatted(limits.costUsd().toPlainString()));
    }
    if (!left.isPositive()) {
      return new Exceeded("more than %s at work".formatted(limits.wallTime()));
    }
    // The last call is of no use to an agent that spends it on asking for tools.
    if (run.turns() > 0 && run.turns() + 1 >= limits.modelCalls()) {
      return new Scarce("this is the last of %d model calls".formatted(limits.modelCalls()));
    }
    if (run.toolCalls() > 0 && run.toolCalls() >= limits.toolCalls()) {
      return new Scarce("all %d tool calls are used".formatted(limits.toolCalls()));
    }
    if (isNear(BigDecimal.valueOf(run.tokens()), BigDecimal.valueOf(limits.tokens()))) {
      return new Scarce("most of %d tokens are used".formatted(limits.tokens()));
    }
    if (isNear(run.costUsd(), limits.costUsd())) {
      return new Scarce("most of %s USD is spent".formatted(limits.costUsd().toPlainString()));
    }
    var worked = limits.wallTime().minus(left);
    if (isNear(BigDecimal.valueOf(worked.toMillis()), millis(limits.wallTime()))) {
      return new Scarce("most of %s is over".formatted(limits.wallTime()));
    }
    return new Ample();
  }

  private static boolean isNear(BigDecimal used, BigDecimal limit) {
    return used.compareTo(limit.multiply(NEAR)) >= 0;
  }

  private static BigDecimal millis(Duration time) {
    return BigDecimal.valueOf(time.toMillis());
  }
}
