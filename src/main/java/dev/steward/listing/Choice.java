package dev.steward.listing;

import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One of a few values, as a parameter names it. */
public final class Choice {

  private Choice() {}

  /** @throws ProblemException 422 naming the values that there are */
  public static <E extends Enum<E>> E of(E[] values, String text, String path) {
    return Arrays.stream(values)
      .filter(value -> id(value).equals(text))
      .findFirst()
      .orElseThrow(() ->
        ProblemException.invalid(
          "A parameter has a value that does not exist",
          List.of(
            new FieldError(
              path,
              "must be one of " + String.join(", ", Arrays.stream(values).map(Choice::id).toList())
            )
          )
        )
      );
  }

  private static String id(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
