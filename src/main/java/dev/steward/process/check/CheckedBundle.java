package dev.steward.process.check;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a check found, and what would be deployed.
 *
 * @param findings errors first
 * @param resources by name: the files of the bundle, and the forms they use that came from elsewhere
 * @param processKeys of the processes that can be started
 */
public record CheckedBundle(
  List<Finding> findings,
  Map<String, byte[]> resources,
  Set<String> processKeys
) {
  public boolean isDeployable() {
    return findings.stream().noneMatch(Finding::isError);
  }
}
