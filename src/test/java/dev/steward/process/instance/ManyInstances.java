package dev.steward.process.instance;

import dev.steward.testing.RowCopies;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Instances in any number, as copies of one that waits for a person: seven of ten have ended, one of twenty was cancelled, one of
 * two hundred has failed; started by 200 people over 35 days.
 */
public final class ManyInstances {

  private static final String INSTANCE = "md5('case' || n)::uuid::text";
  private static final String STARTED = "now()::timestamp(3) - n * interval '30 seconds'";
  private static final String ENDED = "n % 10 < 7";
  private static final String OPEN = "n % 10 >= 7";
  private static final String FAILED = "n % 200 = 199";

  private ManyInstances() {}

  /** @param instance that the engine made, with a variable, which is at an activity */
  public static void copy(Connection connection, String instance, int copies) throws SQLException {
    try (var statement = connection.createStatement()) {
      RowCopies.of(
        statement,
        "act_hi_procinst",
        instance,
        copies,
        Map.of(
          "id_",
          INSTANCE,
          "proc_inst_id_",
          INSTANCE,
          "business_key_",
          "'CASE-' || lpad(n::text, 6, '0')",
          "start_time_",
          STARTED,
          "start_user_id_",
          "CASE WHEN n % 4 = 0 THEN 'app' ELSE 'person-' || n % 200 END",
          "end_time_",
          "CASE WHEN %s THEN %s + n %% 97 * interval '1 minute' END".formatted(ENDED, STARTED),
          "delete_reason_",
          "CASE WHEN n % 20 = 6 THEN 'No longer needed' END"
        )
      );
      RowCopies.of(
        statement,
        "act_ru_execution",
        instance,
        copies,
        OPEN,
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
      activities(statement, instance, copies);
      variables(statement, instance, copies);
      statement.execute(
        """
        INSERT INTO act_ru_deadletter_job (id_, rev_, type_, exclusive_, execution_id_, process_instance_id_, proc_def_id_,
          element_id_, create_time_, tenant_id_)
        SELECT md5('job' || n)::uuid::text, 1, 'message', true, %1$s, %1$s, p.proc_def_id_,
          (SELECT act_id_ FROM act_hi_actinst WHERE proc_inst_id_ = p.id_ AND end_time_ IS NULL LIMIT 1), now(), ''
        FROM act_hi_procinst p, generate_series(1, %2$d) n WHERE p.id_ = '%3$s' AND %4$s
        """.formatted(INSTANCE, copies, instance, FAILED)
      );
      for (var table : List.of(
        "act_hi_procinst",
        "act_hi_varinst",
        "act_hi_actinst",
        "act_ru_actinst",
        "act_ru_execution",
        "act_ru_deadletter_job"
      )) {
        statement.execute("ANALYZE " + table);
      }
    }
  }

  private static void activities(Statement statement, String instance, int copies)
    throws SQLException {
    for (var table : List.of("act_hi_actinst", "act_ru_actinst")) {
      var all = texts(
        statement,
        "SELECT id_ FROM %s WHERE proc_inst_id_ = '%s'".formatted(table, instance)
      );
      for (var id : all) {
        var changed = Map.of(
          "id_",
          "md5('%s' || n)::uuid::text".formatted(id),
          "proc_inst_id_",
          INSTANCE,
          "execution_id_",
          INSTANCE,
          "start_time_",
          STARTED,
          "end_time_",
          "CASE WHEN end_time_ IS NOT NULL OR %s THEN %s + n %% 97 * interval '1 minute' END".formatted(
            ENDED,
            STARTED
          ),
          "duration_",
          "CASE WHEN end_time_ IS NOT NULL OR %s THEN n %% 97 * 60000 END".formatted(ENDED)
        );
        RowCopies.of(
          statement,
          table,
          id,
          copies,
          table.equals("act_ru_actinst") ? OPEN : "true",
          changed
        );
      }
    }
  }

  private static void variables(Statement statement, String instance, int copies)
    throws SQLException {
    var id = texts(
      statement,
      "SELECT id_ FROM act_hi_varinst WHERE proc_inst_id_ = '%s' LIMIT 1".formatted(instance)
    ).getFirst();
    variable(
      statement,
      id,
      copies,
      "lead",
      "json",
      """
      '{"company":"Company ' || n || '","tier":"' || CASE WHEN n % 10 = 0 THEN 'sensitive' ELSE 'standard' END
        || '","score":' || n % 2000 || '}'""",
      "NULL"
    );
    variable(statement, id, copies, "title", "string", "'Title ' || n % 20000", "NULL");
    variable(statement, id, copies, "rank", "long", "(n % 5000)::text", "n % 5000");
    variable(statement, id, copies, "urgent", "boolean", "NULL", "n % 2");
  }

  private static void variable(
    Statement statement,
    String template,
    int copies,
    String name,
    String type,
    String text,
    String number
  ) throws SQLException {
    RowCopies.of(
      statement,
      "act_hi_varinst",
      template,
      copies,
      Map.of(
        "id_",
        "md5('%s' || n)::uuid::text".formatted(name),
        "proc_inst_id_",
        INSTANCE,
        "execution_id_",
        INSTANCE,
        "name_",
        "'" + name + "'",
        "var_type_",
        "'" + type + "'",
        "text_",
        text,
        "long_",
        number,
        "double_",
        "NULL"
      )
    );
  }

  private static List<String> texts(Statement statement, String query) throws SQLException {
    var texts = new ArrayList<String>();
    try (var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
