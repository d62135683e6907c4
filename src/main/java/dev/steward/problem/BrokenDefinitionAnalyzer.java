package dev.steward.problem;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the author which files to mend instead of a stack trace. */
class BrokenDefinitionAnalyzer extends AbstractFailureAnalyzer<BrokenDefinitionException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, BrokenDefinitionException cause) {
    return new FailureAnalysis(
      cause
        .files()
        .stream()
        .map(
          file -> file.name() + " cannot be used:\n  - " + String.join("\n  - ", file.problems())
        )
        .collect(Collectors.joining("\n")),
      "Mend what is named and start again. Nothing was deployed from it.",
      cause
    );
  }
}
