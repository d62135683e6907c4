package dev.steward.process.task;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.steward.identity.Actor;
import dev.steward.identity.Role;
import dev.steward.listing.Cursor;
import dev.steward.listing.Listing;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.TaskKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads open tasks with what people need to see of their instance in one query. */
@Component
class TaskQueries {

  private static final int PAGE = 50;

  private static final String SELECT = """
  SELECT t.id_, t.name_, t.description_, t.category_, d.key_, coalesce(d.name_, d.key_) AS process_name,
         t.proc_inst_id_, p.business_key_, p.start_user_id_, t.task_def_key_, t.assignee_,
         t.create_time_, t.due_date_, t.priority_, t.form_key_, d.deployment_id_,
         ARRAY(SELECT l.group_id_ FROM act_ru_identitylink l
               WHERE l.task_id_ = t.id_ AND l.type_ = 'candidate' AND l.group_id_ IS NOT NULL
               ORDER BY 1) AS groups
  FROM act_ru_task t
  JOIN act_re_procdef d ON d.id_ = t.proc_def_id_
  JOIN act_ru_execution p ON p.id_ = t.proc_inst_id_
  """;

  private final JdbcClient jdbc;

  TaskQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  enum Scope {
    MINE,
    CANDIDATE,
    ALL;

    @JsonValue
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  record Filter(
    Scope scope,
    @Nullable String text,
    @Nullable String processKey,
    @Nullable TaskKind kind
  ) {}

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

  /** The candidate groups, also of a task that the transaction under way has completed in the engine's memory. */
  List<String> groups(String id) {
    return jdbc
      .sql(
        """
        SELECT group_id_ FROM act_ru_identitylink
        WHERE task_id_ = :id AND type_ = 'candidate' AND group_id_ IS NOT NULL ORDER BY 1
        """
      )
      .param("id", id)
      .query(String.class)
      .list();
  }

  /** True for a task that existed and is over. */
  boolean wasCompleted(String id) {
    return jdbc
      .sql(
        "SELECT EXISTS (SELECT 1 FROM act_hi_taskinst WHERE id_ = :id AND end_time_ IS NOT NULL)"
      )
      .param("id", id)
      .query(Boolean.class)
      .single();
  }

  /**
   * Oldest first. "All" is everything for operators and auditors, and for others what they could work on.
   *
   * @param after the last task of the page before
   */
  Listing<OpenTask> list(Filter filter, Actor actor, @Nullable Cursor after) {
    boolean everything =
      filter.scope() == Scope.ALL && (actor.is(Role.OPERATOR) || actor.is(Role.AUDITOR));
    var rows = jdbc
      .sql(
        SELECT +
          """
          WHERE (:everything
                 OR (:mine AND t.assignee_ = :actor)
                 OR (:candidate AND t.assignee_ IS NULL AND EXISTS (
                       SELECT 1 FROM act_ru_identitylink l
                       WHERE l.task_id_ = t.id_ AND l.type_ = 'candidate' AND l.group_id_ = ANY(:groups))))
            AND (:processKey::text IS NULL OR d.key_ = :processKey)
            AND (:kind::text IS NULL OR coalesce(t.category_, 'user') = :kind)
            AND (:text::text IS NULL OR t.name_ ILIKE :text OR t.description_ ILIKE :text
                 OR p.business_key_ ILIKE :text)
            AND (:afterTime::timestamp IS NULL
                 OR (t.create_time_, t.id_) > (:afterTime::timestamp, :afterId::text))
          ORDER BY t.create_time_, t.id_ LIMIT :limit
          """
      )
      .param("everything", everything)
      .param("mine", filter.scope() != Scope.CANDIDATE)
      .param("candidate", filter.scope() != Scope.MINE)
      .param("actor", actor.name())
      .param("groups", actor.groups().toArray(String[]::new))
      .param("processKey", filter.processKey())
      .param("kind", filter.kind() == null ? null : filter.kind().id())
      .param("text", filter.text() == null ? null : "%" + escaped(filter.text()) + "%")
      .param("afterTime", after == null ? null : Timestamp.from(after.at()))
      .param("afterId", after == null ? null : after.id())
      .param("limit", PAGE + 1)
      .query(TaskQueries::read)
      .list();
    return Listing.page(rows, PAGE, last -> new Cursor(last.createdAt(), last.id()).toString());
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  private static OpenTask read(ResultSet row, int number) throws SQLException {
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
      row.getString("assignee_"),
      row.getString("start_user_id_"),
      row.getTimestamp("create_time_").toInstant(),
      due == null ? null : due.toInstant(),
      row.getInt("priority_"),
      row.getString("form_key_"),
      row.getString("deployment_id_")
    );
  }
}
