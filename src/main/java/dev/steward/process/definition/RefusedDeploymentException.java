package dev.steward.process.definition;

import dev.steward.process.check.Finding;
import java.util.List;

/** Nothing was deployed. */
public final class RefusedDeploymentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  /** @param findings at least one error among them */
  RefusedDeploymentException(List<Finding> findings) {
    super(
      findings.stream().filter(Finding::isError).count() +
        " errors were found; nothing was deployed"
    );
    this.findings = List.copyOf(findings);
  }

  List<Finding> findings() {
    return findings;
  }
}
