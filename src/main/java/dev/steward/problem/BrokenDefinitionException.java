package dev.steward.problem;

import java.util.List;
import java.util.stream.Collectors;

/** Definition files that cannot be used. Stops the start, so that nothing runs half defined. */
public final class BrokenDefinitionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<BrokenFile> files;

  /**
   * @param name as the author knows it, such as {@code agents/fit-scorer.yaml}
   * @param problems one sentence each, with the place in the file
   */
  public record BrokenFile(String name, List<String> problems) {
    public BrokenFile {
      problems = List.copyOf(problems);
    }
  }

  public BrokenDefinitionException(List<BrokenFile> files) {
    super(
      files
        .stream()
        .map(file -> file.name() + ": " + String.join("; ", file.problems()))
        .collect(Collectors.joining("\n"))
    );
    this.files = List.copyOf(files);
  }

  public BrokenDefinitionException(String file, List<String> problems) {
    this(List.of(new BrokenFile(file, problems)));
  }

  public List<BrokenFile> files() {
    return files;
  }
}
