package dev.steward.policy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A budget as a row of a decision table states it.
 *
 * @param tokens input and output together; null where they are not limited
 * @param costUsd null where money is not limited; tokens or money is
 * @param cheaperModel what may be asked beyond the limit, with {@link OnExceeded#DEGRADE}
 * @param reviewers the group that may grant more, with {@link OnExceeded#ASK}
 */
public record Limit(
  Verdict.Rule rule,
  Scope scope,
  Period period,
  @Nullable Long tokens,
  @Nullable BigDecimal costUsd,
  OnExceeded onExceeded,
  @Nullable String cheaperModel,
  @Nullable String reviewers,
  @Nullable String reason
) {
  /** Who spends it together. */
  public enum Scope {
    ALL,
    PROCESS,
    AGENT,
    RISK_CLASS,
    INITIATOR;

    public String id() {
      return text(this);
    }
  }

  /** When it begins anew; in UTC. */
  public enum Period {
    DAY,
    MONTH;

    public String id() {
      return text(this);
    }
  }

  /** What becomes of a model call for which there is no room. The strictest first. */
  public enum OnExceeded {
    STOP,
    ASK,
    DEGRADE;

    public String id() {
      return text(this);
    }
  }

  static <E extends Enum<E>> Optional<E> parse(E[] values, @Nullable String text) {
    return Arrays.stream(values)
      .filter(value -> text(value).equals(text))
      .findFirst();
  }

  static String names(Enum<?>[] values) {
    return Arrays.stream(values).map(Limit::text).collect(Collectors.joining(", "));
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is wrong with a row, whose cells are texts without their quotes. */
  static List<String> problems(Function<String, String> cells) {
    var limited =
      isPositive(cells.apply("tokens")) || isPositive(cells.apply("costUsd"))
        ? null
        : "limits neither tokens nor costUsd to more than 0";
    var onExceeded = parse(OnExceeded.values(), cells.apply("onExceeded")).orElse(null);
    return Arrays.asList(
      unknown("scope", Scope.values(), cells),
      unknown("period", Period.values(), cells),
      unknown("onExceeded", OnExceeded.values(), cells),
      limited,
      onExceeded == OnExceeded.DEGRADE && cells.apply("cheaperModel").isBlank()
        ? "degrades, but names no cheaperModel"
        : null,
      onExceeded == OnExceeded.ASK && cells.apply("reviewers").isBlank()
        ? "asks, but names no reviewers"
        : null
    )
      .stream()
      .<String>mapMulti((problem, found) -> {
        if (problem != null) {
          found.accept(problem);
        }
      })
      .toList();
  }

  private static @Nullable String unknown(
    String output,
    Enum<?>[] values,
    Function<String, String> cells
  ) {
    return Arrays.stream(values).map(Limit::text).anyMatch(cells.apply(output)::equals)
      ? null
      : "its %s must be one of %s".formatted(output, names(values));
  }

  private static boolean isPositive(String number) {
    return !number.isEmpty() && new BigDecimal(number).signum() > 0;
  }
}
