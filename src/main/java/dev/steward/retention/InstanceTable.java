package dev.steward.retention;

import java.util.Optional;

/**
 * Where something of an instance is kept beside the engine's history, in the order in which it goes: all of it once its time is over, and
 * what is said in words and data where that is to be erased. States, counts, times, costs and digests outlive an erasure, and figures
 * with them.
 */
enum InstanceTable {
  REVIEW_VOTE(
    "review_id IN (SELECT id FROM review WHERE instance_id = ANY (:ids))",
    "comment = NULL"
  ),
  BUDGET_REQUEST(
    "run_id IN (SELECT id FROM agent_run WHERE instance_id = ANY (:ids))",
    Said.NOTHING
  ),
  REVIEW(Key.INSTANCE, Said.ARGUMENTS + ", reason = NULL, comment = NULL, outcome = NULL"),
  TOOL_CALL(
    "work_id IN (SELECT id FROM agent_run WHERE instance_id = ANY (:ids) UNION ALL SELECT id FROM tool_task WHERE " +
      Key.EXECUTION +
      ")",
    Said.ARGUMENTS + ", reason = NULL, result = CASE WHEN result IS NOT NULL THEN '{}'::json END"
  ),
  TOOL_TASK(Key.EXECUTION, Said.CONTEXT),
  AGENT_MESSAGE(Key.RUN, Said.ALL),
  AGENT_TURN(Key.RUN, "raw = NULL, error = NULL"),
  AGENT_ASSIGNMENT(Key.RUN, Said.CONTEXT + ", goal = '', inputs = '{}', task = ''"),
  AGENT_LEFTOVER(Key.RUN, Said.NOTHING),
  AGENT_RUN(Key.INSTANCE, "error_message = NULL"),
  INCIDENT(Key.INSTANCE, "reason = ''"),
  OUTCOME_LABEL(Key.INSTANCE, "comment = NULL"),
  VARIABLE_LABEL(Key.INSTANCE, Said.NOTHING),
  TASK_OWNER(Key.INSTANCE, Said.NOTHING),
  TRACE_CONTEXT(Key.INSTANCE, Said.NOTHING),
  ATTACHMENT("kept_at IS NOT NULL AND " + Key.INSTANCE + " OR " + Key.TASK, Said.ALL),
  TASK_DRAFT(Key.TASK, Said.ALL),
  TASK_DEADLINE(Key.TASK, Said.NOTHING),
  // Messages about them go with the events.
  NOTIFICATION_EVENT(Key.TASK, Said.ALL),
  PROCESS_START(Key.INSTANCE, Said.NOTHING);

  private final String condition;
  private final String said;

  /** @param said what an erasure sets */
  InstanceTable(String condition, String said) {
    this.condition = condition;
    this.said = said;
  }

  /** Takes the ids of instances as {@code :ids}, while the engine still knows them. */
  String removal() {
    return "DELETE FROM %s WHERE %s".formatted(name(), condition);
  }

  /** Takes the same; empty where nothing is said. */
  Optional<String> erasure() {
    return switch (said) {
      case Said.NOTHING -> Optional.empty();
      case Said.ALL -> Optional.of(removal());
      default -> Optional.of("UPDATE %s SET %s WHERE %s".formatted(name(), said, condition));
    };
  }

  private static final class Key {

    static final String INSTANCE = "instance_id = ANY (:ids)";
    static final String RUN = "run_id IN (SELECT id FROM agent_run WHERE instance_id = ANY (:ids))";
    static final String EXECUTION =
      "execution_id IN (SELECT execution_id_ FROM act_hi_actinst WHERE proc_inst_id_ = ANY (:ids))";
    static final String TASK =
      "task_id IN (SELECT id_ FROM act_hi_taskinst WHERE proc_inst_id_ = ANY (:ids))";
  }

  private static final class Said {

    static final String NOTHING = "nothing";
    static final String ALL = "all";
    static final String ARGUMENTS =
      "arguments = '{}', effective_arguments = CASE WHEN effective_arguments IS NOT NULL THEN '{}'::json END";
    static final String CONTEXT =
      "context = CASE WHEN jsonb_exists(context, 'mandate') " +
      "THEN jsonb_set(context, '{mandate,terms}', '{}') #- '{mandate,records}' ELSE context END - 'businessKey'";
  }
}
