package dev.steward.monitoring;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is counted as it stands now, rather than added up over a time. */
enum Standing {
  /** How much a group has to do. Of one group, which an index finds. */
  OPEN_TASKS(
    """
    SELECT count(DISTINCT t.id_) FROM act_ru_identitylink l JOIN act_ru_task t ON t.id_ = l.task_id_
    WHERE l.type_ = 'candidate' AND l.group_id_ = :group
    """
  ),
  OVERDUE_TASKS(
    """
    SELECT count(*) FROM act_ru_task t
    WHERE coalesce(t.due_date_, 'infinity') < :now::timestamp AND (:group::text IS NULL OR EXISTS (
      SELECT 1 FROM act_ru_identitylink l
      WHERE l.task_id_ = t.id_ AND l.type_ = 'candidate' AND l.group_id_ = :group))
    """
  );

  /** Rehearsals have a tenant of their own. */
  private static final String OF_PROCESS = """
   AND coalesce(t.tenant_id_, '') = '' AND (:process::text IS NULL OR EXISTS (
    SELECT 1 FROM act_re_procdef d WHERE d.id_ = t.proc_def_id_ AND d.key_ = :process
      AND (:version::integer IS NULL OR d.version_ = :version)))
  """;

  static final List<String> SCOPE = List.of("processKey", "version", "group");

  private final String sql;

  Standing(String sql) {
    this.sql = sql;
  }

  static Optional<Standing> of(String id) {
    return Arrays.stream(values())
      .filter(standing -> standing.id().equals(id))
      .findFirst();
  }

  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String sql() {
    return sql + OF_PROCESS;
  }
}
