package dev.steward.problem;

import java.util.List;

/** A definition file that cannot be used. Stops the start, so that nothing runs half defined. */
public final class BrokenDefinitionException extends RuntimeException {

  private final String file;
  private final List<String> problems;

  /**
   * @param file as the author knows it, such as {@code agents/fit-scorer.yaml}
   * @param problems one sentence each, with the place in the file
   */
  public BrokenDefinitionException(String file, List<String> problems) {
    super(file + ": " + String.join("; ", problems));
    this.file = file;
    this.problems = List.copyOf(problems);
  }

  public String file() {
    return file;
  }

  public List<String> problems() {
    return problems;
  }
}
