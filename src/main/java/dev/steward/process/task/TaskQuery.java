package dev.steward.process.task;

import dev.steward.identity.Actor;
import dev.steward.process.spi.TaskKind;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Puts a query on tasks together out of the conditions that it needs and no others, so that the database finds an index for each.
 * What one person may work on is a union of scopes that exclude each other, each read in the list's order.
 */
final class TaskQuery {

  /** Up to so many tasks that hold a text are found first, by its own index; of more, the list soon meets enough. */
  private static final int FOUND_BY_TEXT = 200;

  private static final String FOUND = """
  SELECT id_ FROM (
    SELECT t.id_ FROM act_ru_task t WHERE t.name_ ILIKE :text
    UNION ALL
    SELECT t.id_ FROM act_ru_execution p JOIN act_ru_task t ON t.proc_inst_id_ = p.id_
    WHERE p.business_key_ ILIKE :text) found
  LIMIT :most""";
  private static final String FOUND_WITH_PROCESSES = FOUND.replace(
    ") found",
    " UNION ALL SELECT t.id_ FROM act_ru_task t WHERE t.proc_def_id_ = ANY(:definitions)) found"
  );
  private static final String FOR_GROUPS = """
  EXISTS (SELECT 1 FROM act_ru_identitylink l
          WHERE l.task_id_ = t.id_ AND l.type_ = 'candidate' AND l.group_id_ = ANY(:groups))""";
  private static final String FOR_ACTOR = """
  EXISTS (SELECT 1 FROM act_ru_identitylink l
          WHERE l.task_id_ = t.id_ AND l.type_ = 'candidate' AND l.user_id_ = :actor)""";

  private final List<String> scopes = new ArrayList<>();
  // No rehearsals.
  private final List<String> conditions = new ArrayList<>(List.of("t.tenant_id_ = ''"));
  private final Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
  private String sql = "";

  void assignedTo(Actor actor) {
    scopes.add("t.assignee_ = :actor");
    parameters.put("actor", actor.name());
  }

  void freeFor(Actor actor) {
    scopes.add("t.assignee_ IS NULL AND " + FOR_GROUPS);
    scopes.add("t.assignee_ IS NULL AND NOT " + FOR_GROUPS + " AND " + FOR_ACTOR);
    parameters.put("actor", actor.name());
    parameters.put("groups", actor.groups().toArray(String[]::new));
  }

  /** Tasks of people for whom the actor stands in: all of some, of others those that are for the actor's groups too. */
  void ofThoseAway(Actor actor, List<Substitute> stands) {
    scopes.add(
      "(t.assignee_ = ANY(:awayForAll) OR t.assignee_ = ANY(:away) AND (%s OR %s))".formatted(
        FOR_GROUPS,
        FOR_ACTOR
      )
    );
    parameters.put("actor", actor.name());
    parameters.put("groups", actor.groups().toArray(String[]::new));
    parameters.put(
      "awayForAll",
      stands
        .stream()
        .filter(stand -> stand.allowedBy() != null)
        .map(Substitute::person)
        .toArray(String[]::new)
    );
    parameters.put(
      "away",
      stands
        .stream()
        .map(Substitute::person)
        .toArray(String[]::new)
    );
  }

  TaskQuery matching(TaskFilter filter) {
    if (filter.processKey() != null) {
      where(
        "t.proc_def_id_ IN (SELECT id_ FROM act_re_procdef WHERE key_ = :processKey)",
        "processKey",
        filter.processKey()
      );
    }
    if (filter.kind() == TaskKind.USER) {
      where("(t.category_ IS NULL OR t.category_ <> ALL(:others))", "others", otherKinds());
    } else if (filter.kind() != null) {
      where("t.category_ = :kind", "kind", filter.kind().id());
    }
    if (filter.dueFrom() != null) {
      where("t.due_date_ >= :dueFrom", "dueFrom", Timestamp.from(filter.dueFrom()));
    }
    if (filter.dueBefore() != null) {
      where(
        "coalesce(t.due_date_, 'infinity') < :dueBefore::timestamp",
        "dueBefore",
        Timestamp.from(filter.dueBefore())
      );
    }
    if (filter.priority() != null) {
      where("(-t.priority_) <= -:minimum", "minimum", filter.priority());
    }
    return this;
  }

  private static String[] otherKinds() {
    return List.of(TaskKind.TOOL_REVIEW, TaskKind.IN_DOUBT, TaskKind.SAMPLE_AUDIT)
      .stream()
      .map(TaskKind::id)
      .toArray(String[]::new);
  }

  void containing(String text, JdbcClient jdbc) {
    var pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    // Few, and asked for by themselves: the database would expect any text to be in the name of some process with all the tasks.
    var definitions = jdbc
      .sql("SELECT id_ FROM act_re_procdef WHERE coalesce(name_, key_) ILIKE :text")
      .param("text", pattern)
      .query(String.class)
      .list()
      .toArray(String[]::new);
    var found = jdbc
      .sql(definitions.length == 0 ? FOUND : FOUND_WITH_PROCESSES)
      .param("text", pattern)
      .param("definitions", definitions)
      .param("most", FOUND_BY_TEXT + 1)
      .query(String.class)
      .list();
    if (found.size() <= FOUND_BY_TEXT) {
      where("t.id_ = ANY(:found)", "found", found.toArray(String[]::new));
    } else {
      where(
        """
        (t.name_ ILIKE :text OR t.proc_def_id_ = ANY(:definitions)
         OR EXISTS (SELECT 1 FROM act_ru_execution p WHERE p.id_ = t.proc_inst_id_ AND p.business_key_ ILIKE :text))""",
        "text",
        pattern
      );
      parameters.put("definitions", definitions);
    }
  }

  TaskQuery page(TaskOrder order, @Nullable TaskCursor after, int limit) {
    if (after != null) {
      conditions.add(order.after());
      parameters.put("at", after.at() == null ? null : Timestamp.from(after.at()));
      parameters.put("id", after.id());
      if (order == TaskOrder.PRIORITY) {
        parameters.put("priority", after.priority());
      }
    }
    parameters.put("limit", limit);
    var page = everyScope(
      "SELECT t.id_ FROM act_ru_task t WHERE %s ORDER BY " + order.columns() + " LIMIT :limit"
    );
    sql =
      "WITH page AS MATERIALIZED (%s)\n%s JOIN page ON page.id_ = t.id_\nORDER BY %s LIMIT :limit".formatted(
        page,
        TaskQueries.SELECT,
        order.columns()
      );
    return this;
  }

  TaskQuery counts(Instant now) {
    parameters.put("now", Timestamp.from(now));
    var each = everyScope("SELECT t.category_, t.due_date_ FROM act_ru_task t WHERE %s");
    sql = """
    SELECT category_, count(*) AS n, count(*) FILTER (WHERE due_date_ < :now) AS overdue
    FROM (%s) counted GROUP BY category_
    """.formatted(each);
    return this;
  }

  JdbcClient.StatementSpec on(JdbcClient jdbc) {
    return jdbc.sql(sql).params(parameters);
  }

  private void where(String condition, String name, Object value) {
    conditions.add(condition);
    parameters.put(name, value);
  }

  private String everyScope(String select) {
    var filters = String.join(" AND ", conditions);
    return (scopes.isEmpty() ? List.of("true") : scopes)
      .stream()
      .map(scope -> scope + " AND " + filters)
      .map(where -> "(" + select.formatted(where) + ")")
      .collect(Collectors.joining(" UNION ALL "));
  }
}
