package dev.steward.retention;

/** Where something of an instance is kept beside the engine's history, in the order in which it goes. */
enum InstanceTable {
  REVIEW_VOTE("review_id IN (SELECT id FROM review WHERE instance_id = ANY (:ids))"),
  BUDGET_REQUEST("run_id IN (SELECT id FROM agent_run WHERE instance_id = ANY (:ids))"),
  REVIEW(Key.INSTANCE),
  TOOL_CALL(
    "work_id IN (SELECT id FROM agent_run WHERE instance_id = ANY (:ids) UNION ALL SELECT id FROM tool_task WHERE " +
      Key.EXECUTION +
      ")"
  ),
  TOOL_TASK(Key.EXECUTION),
  AGENT_MESSAGE(Key.RUN),
  AGENT_TURN(Key.RUN),
  AGENT_ASSIGNMENT(Key.RUN),
  AGENT_LEFTOVER(Key.RUN),
  AGENT_RUN(Key.INSTANCE),
  INCIDENT(Key.INSTANCE),
  OUTCOME_LABEL(Key.INSTANCE),
  VARIABLE_LABEL(Key.INSTANCE),
  TASK_OWNER(Key.INSTANCE),
  TRACE_CONTEXT(Key.INSTANCE),
  ATTACHMENT("kept_at IS NOT NULL AND " + Key.INSTANCE + " OR " + Key.TASK),
  TASK_DRAFT(Key.TASK),
  TASK_DEADLINE(Key.TASK),
  // Messages about them go with the events.
  NOTIFICATION_EVENT(Key.TASK),
  PROCESS_START(Key.INSTANCE);

  private final String condition;

  InstanceTable(String condition) {
    this.condition = condition;
  }

  /** Takes the ids of instances as {@code :ids}, while the engine still knows them. */
  String removal() {
    return "DELETE FROM %s WHERE %s".formatted(name(), condition);
  }

  private static final class Key {

    static final String INSTANCE = "instance_id = ANY (:ids)";
    static final String RUN = "run_id IN (SELECT id FROM agent_run WHERE instance_id = ANY (:ids))";
    static final String EXECUTION =
      "execution_id IN (SELECT execution_id_ FROM act_hi_actinst WHERE proc_inst_id_ = ANY (:ids))";
    static final String TASK =
      "task_id IN (SELECT id_ FROM act_hi_taskinst WHERE proc_inst_id_ = ANY (:ids))";
  }
}
