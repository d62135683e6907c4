package dev.steward.policy;

import java.util.List;
import java.util.Map;
import org.flowable.dmn.model.Decision;

/**
 * A decision table in force.
 *
 * @param deployment the DMN engine's deployment that holds exactly this version
 * @param decision as the engine has parsed it, once
 * @param outputs names of the output columns, from left to right
 * @param rules by the engine's rule number, which counts from the top
 */
record PolicyTable(
  String key,
  int version,
  String deployment,
  Decision decision,
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
