package dev.steward.web;

import java.util.List;

/** Settings that are for trying out, in production. Stops the start. */
final class UnsafeProductionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** @param problems each begins with the property's name and says what is wrong with it */
  UnsafeProductionException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  List<String> problems() {
    return problems;
  }
}
