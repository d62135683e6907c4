package dev.steward.tool;

import dev.steward.json.JsonSchema;

/**
 * A contract ready for use.
 *
 * @param version SHA-256 of the contract file
 */
record Tool(Contract contract, String version, JsonSchema arguments, JsonSchema result) {
  String name() {
    return contract.name();
  }
}
