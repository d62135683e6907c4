package dev.steward.problem;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the author which file to mend instead of a stack trace. */
class BrokenDefinitionAnalyzer extends AbstractFailureAnalyzer<BrokenDefinitionException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, BrokenDefinitionException cause) {
    var lines = new StringBuilder(cause.file()).append(" cannot be used:");
    cause.problems().forEach(problem -> lines.append("\n  - ").append(problem));
    return new FailureAnalysis(
      lines.toString(),
      "Mend the file and start again. Nothing was deployed from it.",
      cause
    );
  }
}
