package dev.steward.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decision table in force.
 *
 * @param deployment the DMN engine's deployment that holds exactly this version
 * @param tenant of the DMN engine, for tables on trial; null for those in force
 * @param outputs names of the output columns, from left to right
 * @param rules by the engine's rule number, which counts from the top
 */
record PolicyTable(
  String key,
  int version,
  String deployment,
  @Nullable String tenant,
  TableKind kind,
  List<String> outputs,
  Map<Integer, Verdict.Rule> rules
) {
  PolicyTable {
    outputs = List.copyOf(outputs);
    rules = Map.copyOf(rules);
  }

  /** Such as {@code human-review:3}. */
  String id() {
    return key + ":" + version;
  }
}
