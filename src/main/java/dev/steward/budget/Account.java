package dev.steward.budget;

import dev.steward.policy.Limit;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What one group of spenders uses up in one period, and the limits that hold for it.
 *
 * @param limits one or several: what happens at one of them may differ from what happens at a higher one
 */
record Account(
  Measure measure,
  Limit.Scope scope,
  String subject,
  Limit.Period period,
  LocalDate starts,
  List<Limit> limits
) {
  Account {
    limits = List.copyOf(limits);
  }

  /** Of the account with this counter. */
  static Measure measure(String counter) {
    return counter.startsWith("budget/usd/") ? Measure.USD : Measure.TOKENS;
  }

  /** The name of its counter. */
  String counter() {
    return "budget/%s/%s/%s/%s".formatted(
      measure.id(),
      scope.id(),
      period == Limit.Period.DAY ? starts : starts.toString().substring(0, 7),
      subject
    );
  }

  long limit(Limit limit) {
    return switch (measure) {
      case USD -> measure.counted(Objects.requireNonNull(limit.costUsd()));
      case TOKENS -> Objects.requireNonNull(limit.tokens());
    };
  }

  /** For people: "the agent outreach-writer, November 2026". */
  String title() {
    var who = switch (scope) {
      case ALL -> "all agents together";
      case PROCESS -> "the process " + subject;
      case AGENT -> "the agent " + subject;
      case RISK_CLASS -> "the risk class " + subject;
      case INITIATOR -> "what %s has started".formatted(subject);
    };
    return who + ", " + when();
  }

  private String when() {
    return period == Limit.Period.DAY
      ? starts.toString()
      : "%s %d".formatted(
          starts.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
          starts.getYear()
        );
  }
}
