package dev.steward.tool.contract;

import dev.steward.json.JsonSchema;

/**
 * A contract ready for use.
 *
 * @param version SHA-256 of the contract file
 * @param file as its author knows it
 */
public record Tool(
  Contract contract,
  String version,
  String file,
  JsonSchema arguments,
  JsonSchema result
) {
  public String name() {
    return contract.name();
  }
}
