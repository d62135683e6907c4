package dev.steward.web;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the operator which settings to change instead of a stack trace. */
class UnsafeProductionAnalyzer extends AbstractFailureAnalyzer<UnsafeProductionException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UnsafeProductionException cause) {
    return new FailureAnalysis(
      "With the profile production Steward does not start with what is made for trying it out:\n  - " +
        String.join("\n  - ", cause.problems()),
      "Change what is named, or leave the profile away. docs/operations.md has a list of what production needs.",
      cause
    );
  }
}
