package dev.steward.process.task;

import dev.steward.testing.RowCopies;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * Open tasks in any number, as copies of one that the engine made: each with its own instance, in 300 groups of very different size,
 * a third of them claimed by 200 people, over 90 days.
 */
public final class ManyTasks {

  private static final String INSTANCE = "md5('instance' || n)::uuid::text";
  private static final String CHILD = "md5('child' || n)::uuid::text";
  private static final String TASK = "md5('task' || n)::uuid::text";

  /** The largest share goes to sales, five in ten thousand to process-analysts. */
  private static final String GROUP = """
  CASE WHEN n % 100 < 40 THEN 'sales' WHEN n % 100 < 50 THEN 'finance-approvers'
       WHEN n % 100 < 55 THEN 'clinicians' WHEN n % 2000 = 1999 THEN 'process-analysts'
       ELSE 'team-' || n % 297 END""";

  private ManyTasks() {}

  /** @param task that the engine made, on an execution below its instance, with one candidate group */
  public static void copy(Connection connection, String task, int copies) throws SQLException {
    try (var statement = connection.createStatement()) {
      var instance = text(
        statement,
        "SELECT proc_inst_id_ FROM act_ru_task WHERE id_ = '%s'".formatted(task)
      );
      var child = text(
        statement,
        "SELECT execution_id_ FROM act_ru_task WHERE id_ = '%s'".formatted(task)
      );
      RowCopies.of(
        statement,
        "act_ru_execution",
        instance,
        copies,
        Map.of(
          "id_",
          INSTANCE,
          "proc_inst_id_",
          INSTANCE,
          "root_proc_inst_id_",
          INSTANCE,
          "business_key_",
          "'CASE-' || lpad(n::text, 6, '0')"
        )
      );
      RowCopies.of(
        statement,
        "act_ru_execution",
        child,
        copies,
        Map.of(
          "id_",
          CHILD,
          "parent_id_",
          INSTANCE,
          "proc_inst_id_",
          INSTANCE,
          "root_proc_inst_id_",
          INSTANCE
        )
      );
      RowCopies.of(
        statement,
        "act_ru_task",
        task,
        copies,
        Map.of(
          "id_",
          TASK,
          "execution_id_",
          CHILD,
          "proc_inst_id_",
          INSTANCE,
          "name_",
          "'Check ' || (ARRAY['a contract', 'an invoice', 'a claim', 'an order'])[1 + n % 4] || ' of region ' || n % 23",
          "category_",
          "CASE WHEN n % 10 < 7 THEN NULL WHEN n % 100 = 99 THEN 'sample-audit' WHEN n % 25 = 24 THEN 'in-doubt' ELSE 'tool-review' END",
          "assignee_",
          "CASE WHEN n % 3 = 0 THEN CASE WHEN n % 300 = 0 THEN 'approver' ELSE 'person-' || n % 200 END END",
          "priority_",
          "50 + (n % 7) * 5",
          "create_time_",
          "now()::timestamp(3) - n * interval '150 seconds'",
          "due_date_",
          "CASE WHEN n % 5 <> 0 THEN now()::timestamp(3) + (n % 4001 - 800) * interval '10 minutes' END"
        )
      );
      var link = text(
        statement,
        "SELECT id_ FROM act_ru_identitylink WHERE task_id_ = '%s' AND type_ = 'candidate'".formatted(
          task
        )
      );
      RowCopies.of(
        statement,
        "act_ru_identitylink",
        link,
        copies,
        Map.of("id_", "md5('link' || n)::uuid::text", "task_id_", TASK, "group_id_", GROUP)
      );
      statement.execute("ANALYZE act_ru_execution");
      statement.execute("ANALYZE act_ru_task");
      statement.execute("ANALYZE act_ru_identitylink");
    }
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
