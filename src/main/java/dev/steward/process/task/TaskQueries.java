package dev.steward.process.task;

import dev.steward.problem.ProblemException;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.TaskKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads open tasks with what people need to see of their instance in one query. */
@Component
class TaskQueries {

  private static final String COLUMNS = """
  SELECT t.id_, t.name_, t.description_, t.category_, d.key_, coalesce(d.name_, d.key_) AS process_name,
         t.proc_inst_id_, p.business_key_, p.start_user_id_, t.task_def_key_, t.assignee_, t.owner_, t.delegation_,
         t.create_time_, t.due_date_, t.priority_, t.form_key_, d.deployment_id_,
         ARRAY(SELECT l.group_id_ FROM act_ru_identitylink l
               WHERE l.task_id_ = t.id_ AND l.type_ = 'candidate' AND l.group_id_ IS NOT NULL
               ORDER BY 1) AS groups,
         ARRAY(SELECT l.user_id_ FROM act_ru_identitylink l
               WHERE l.task_id_ = t.id_ AND l.type_ = 'candidate' AND l.user_id_ IS NOT NULL
               ORDER BY 1) AS people,
  """;

  /** Everything of the tasks {@code t}, without a condition but that they are no rehearsal's. */
  static final String SELECT =
    COLUMNS +
    """
      NULL AS rehearsed_by
    FROM act_ru_task t
    JOIN act_re_procdef d ON d.id_ = t.proc_def_id_
    JOIN act_ru_execution p ON p.id_ = t.proc_inst_id_ AND t.tenant_id_ = ''
    """;

  private static final String REHEARSED =
    COLUMNS +
    """
      r.person AS rehearsed_by
    FROM rehearsal r
    JOIN act_ru_execution p ON p.root_proc_inst_id_ = r.instance_id AND p.parent_id_ IS NULL
    JOIN act_ru_task t ON t.proc_inst_id_ = p.id_ AND t.tenant_id_ = r.id::text
    JOIN act_re_procdef d ON d.id_ = t.proc_def_id_
    WHERE r.id = :rehearsal ORDER BY t.create_time_, t.id_
    """;

  private final JdbcClient jdbc;

  TaskQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Candidates(List<String> groups, List<String> people) {}

  static ProblemException notFound(String id) {
    return ProblemException.notFound("task-not-found", "There is no task '" + id + "'");
  }

  Optional<OpenTask> find(String id) {
    return jdbc
      .sql(SELECT + "WHERE t.id_ = :id")
      .param("id", id)
      .query(TaskQueries::read)
      .optional();
  }

  /** Also of a task that the transaction under way has completed in the engine's memory. */
  Candidates candidates(String id) {
    var groups = new ArrayList<String>();
    var people = new ArrayList<String>();
    jdbc
      .sql(
        """
        SELECT group_id_, user_id_ FROM act_ru_identitylink
        WHERE task_id_ = :id AND type_ = 'candidate' ORDER BY 1, 2
        """
      )
      .param("id", id)
      .query(row -> {
        var group = row.getString("group_id_");
        if (group != null) {
          groups.add(group);
        } else {
          people.add(row.getString("user_id_"));
        }
      });
    return new Candidates(List.copyOf(groups), List.copyOf(people));
  }

  /** The oldest first. */
  List<OpenTask> ofRehearsal(UUID rehearsal) {
    return jdbc.sql(REHEARSED).param("rehearsal", rehearsal).query(TaskQueries::read).list();
  }

  /** Who rehearses what runs under this tenant. */
  Optional<String> rehearsing(String tenant) {
    return jdbc
      .sql("SELECT person FROM rehearsal WHERE id::text = :tenant")
      .param("tenant", tenant)
      .query(String.class)
      .optional();
  }

  /** True for a task that existed and is over. */
  boolean wasCompleted(String id) {
    return jdbc
      .sql(
        """
        SELECT EXISTS (
          SELECT 1 FROM act_hi_taskinst WHERE id_ = :id AND end_time_ IS NOT NULL AND tenant_id_ = '')
        """
      )
      .param("id", id)
      .query(Boolean.class)
      .single();
  }

  static OpenTask read(ResultSet row, int number) throws SQLException {
    var due = row.getTimestamp("due_date_");
    return new OpenTask(
      row.getString("id_"),
      row.getString("name_") == null ? row.getString("task_def_key_") : row.getString("name_"),
      row.getString("description_"),
      TaskKind.ofCategory(row.getString("category_")),
      row.getString("key_"),
      row.getString("process_name"),
      row.getString("proc_inst_id_"),
      row.getString("business_key_"),
      row.getString("task_def_key_"),
      List.of((String[]) row.getArray("groups").getArray()),
      List.of((String[]) row.getArray("people").getArray()),
      row.getString("assignee_"),
      row.getString("owner_"),
      "PENDING".equals(row.getString("delegation_")),
      row.getString("start_user_id_"),
      row.getTimestamp("create_time_").toInstant(),
      due == null ? null : due.toInstant(),
      row.getInt("priority_"),
      row.getString("form_key_"),
      row.getString("deployment_id_"),
      row.getString("rehearsed_by")
    );
  }
}
