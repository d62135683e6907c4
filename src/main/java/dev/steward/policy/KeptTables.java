package dev.steward.policy;

import org.springframework.stereotype.Component;

/** The tables that decisions on record name. */
@Component
public class KeptTables {

  private final PolicyTables tables;
  private final PolicyVersions versions;

  KeptTables(PolicyTables tables, PolicyVersions versions) {
    this.tables = tables;
    this.versions = versions;
  }

  /**
   * The table as DMN.
   *
   * @param id key and version, such as {@code human-review:3}
   * @throws dev.steward.problem.ProblemException 404 for a version that is not there
   */
  public byte[] content(String id) {
    int colon = id.lastIndexOf(':');
    return tables.content(
      versions.get(id.substring(0, colon), Integer.parseInt(id.substring(colon + 1)))
    );
  }
}
