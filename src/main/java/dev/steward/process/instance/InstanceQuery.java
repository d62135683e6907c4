package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.listing.Cursor;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Puts a query on instances together out of the conditions that it needs and no others, so that the database finds an index for
 * each. Several states, or versions of a process, are a union of parts that exclude each other, each read in the list's order.
 */
final class InstanceQuery {

  /** Up to so many instances with a value are found first, by its own index; of more, the list soon meets enough. */
  private static final int FOUND_BY_VALUE = 1_000;

  private static final String FAILED =
    "p.id_ IN (SELECT j.process_instance_id_ FROM act_ru_deadletter_job j)";
  private static final String NOT_FAILED =
    "NOT EXISTS (SELECT 1 FROM act_ru_deadletter_job j WHERE j.process_instance_id_ = p.id_)";
  private static final String AT_WORK = """
  p.id_ IN (SELECT j.process_instance_id_ FROM act_ru_job j
            UNION ALL SELECT j.process_instance_id_ FROM act_ru_timer_job j WHERE j.type_ = 'message')""";
  private static final String NOT_AT_WORK = """
  NOT EXISTS (SELECT 1 FROM act_ru_job j WHERE j.process_instance_id_ = p.id_)
  AND NOT EXISTS (
    SELECT 1 FROM act_ru_timer_job j WHERE j.process_instance_id_ = p.id_ AND j.type_ = 'message')""";

  private final JdbcClient jdbc;
  private final List<String> states = new ArrayList<>();
  // No rehearsals.
  private final List<String> conditions = new ArrayList<>(List.of("p.tenant_id_ = ''"));
  private final Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
  private boolean byDefinition;

  InstanceQuery(InstanceFilter filter, JdbcClient jdbc) {
    this.jdbc = jdbc;
    filter.states().stream().map(InstanceQuery::condition).forEach(states::add);
    if (filter.processKey() != null) {
      byDefinition = true;
      parameters.put("definitions", definitions(filter.processKey(), filter.version()));
    }
    if (filter.businessKey() != null) {
      where("p.business_key_ = :businessKey", "businessKey", filter.businessKey());
    }
    if (filter.businessKeyPrefix() != null) {
      where("p.business_key_ LIKE :prefix", "prefix", literally(filter.businessKeyPrefix()) + "%");
    }
    if (filter.from() != null) {
      where("p.start_time_ >= :from::timestamp", "from", Timestamp.from(filter.from()));
    }
    if (filter.before() != null) {
      where("p.start_time_ < :before::timestamp", "before", Timestamp.from(filter.before()));
    }
    if (filter.startedBy() != null) {
      where("p.start_user_id_ = :startedBy", "startedBy", filter.startedBy());
    }
    if (filter.visibleTo() != null) {
      where("p.start_user_id_ = :visibleTo", "visibleTo", filter.visibleTo());
    }
    if (filter.activity() != null) {
      where(
        "p.id_ IN (SELECT a.proc_inst_id_ FROM act_ru_actinst a WHERE a.act_id_ = :activity AND a.end_time_ IS NULL)",
        "activity",
        filter.activity()
      );
    }
    if (filter.variable() != null) {
      holding(filter.variable());
    }
  }

  /** The same states as those that an instance is shown in. */
  private static String condition(InstanceState state) {
    return switch (state) {
      case COMPLETED -> "p.end_time_ IS NOT NULL AND p.delete_reason_ IS NULL";
      case CANCELLED -> "p.end_time_ IS NOT NULL AND p.delete_reason_ IS NOT NULL";
      case FAILED -> "p.end_time_ IS NULL AND " + FAILED;
      case RUNNING -> "p.end_time_ IS NULL AND %s AND %s".formatted(NOT_FAILED, AT_WORK);
      case WAITING -> "p.end_time_ IS NULL AND %s AND %s".formatted(NOT_FAILED, NOT_AT_WORK);
    };
  }

  private String[] definitions(String processKey, @Nullable Integer version) {
    return jdbc
      .sql(
        """
        SELECT id_ FROM act_re_procdef
        WHERE key_ = :key AND tenant_id_ = '' AND (:version::integer IS NULL OR version_ = :version)
        """
      )
      .param("key", processKey)
      .param("version", version)
      .query(String.class)
      .list()
      .toArray(String[]::new);
  }

  private static String literally(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  private void holding(VariableValue wanted) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    values.put("variable", wanted.name());
    values.put("path", wanted.path().toArray(String[]::new));
    var each = new ArrayList<String>();
    for (var meaning : wanted.meanings()) {
      var name = "value" + each.size();
      each.add(
        "SELECT v.proc_inst_id_ FROM act_hi_varinst v WHERE v.name_ = :variable AND v.task_id_ IS NULL AND " +
          (wanted.path().isEmpty()
            ? single(meaning, name, values)
            : inside(wanted.around(meaning), meaning, name, values))
      );
    }
    var found = jdbc
      .sql(String.join(" UNION ALL ", each) + " LIMIT :most")
      .params(values)
      .param("most", FOUND_BY_VALUE + 1)
      .query(String.class)
      .list();
    if (found.size() <= FOUND_BY_VALUE) {
      where("p.id_ = ANY(:found)", "found", found.toArray(String[]::new));
    } else {
      conditions.add(
        each
          .stream()
          .map(InstanceQuery::ofInstance)
          .collect(Collectors.joining(" OR ", "(", ")"))
      );
      parameters.putAll(values);
    }
  }

  /** No EXISTS: the database would find all that have the value first, and compare them with the few that are looked at. */
  private static String ofInstance(String select) {
    return "coalesce((SELECT true FROM (%s AND v.proc_inst_id_ = p.id_ LIMIT 1) held), false)".formatted(
      select
    );
  }

  private static String single(
    JsonNode meaning,
    String name,
    Map<String, @Nullable Object> values
  ) {
    if (meaning.isTextual()) {
      values.put(name, meaning.textValue());
      return "v.var_type_ = 'string' AND left(v.text_, 256) = :" + name;
    }
    if (meaning.isBoolean()) {
      values.put(name, meaning.booleanValue() ? 1L : 0L);
      return "v.var_type_ = 'boolean' AND v.long_ = :" + name;
    }
    if (meaning.decimalValue().stripTrailingZeros().scale() <= 0) {
      values.put(name, meaning.decimalValue().longValueExact());
      // A whole number may have been written as a decimal.
      return """
      ((v.var_type_ IN ('integer', 'long', 'short') AND v.long_ = :%1$s)
       OR (v.var_type_ = 'double' AND v.double_ = :%1$s))""".formatted(name);
    }
    values.put(name, meaning.doubleValue());
    return "v.var_type_ = 'double' AND v.double_ = :" + name;
  }

  private static String inside(
    JsonNode around,
    JsonNode meaning,
    String name,
    Map<String, @Nullable Object> values
  ) {
    values.put(name, meaning.toString());
    values.put("around" + name, around.toString());
    return """
    v.var_type_ = 'json' AND steward_json(v.text_) @> :around%1$s::jsonb
    AND steward_json(v.text_) #> :path = :%1$s::jsonb""".formatted(name);
  }

  /** @param columns of instances {@code p}, joined as they like */
  JdbcClient.StatementSpec page(String columns, @Nullable Cursor after, int limit) {
    if (after != null) {
      conditions.add("(p.start_time_, p.id_) < (:afterTime::timestamp, :afterId)");
      parameters.put("afterTime", Timestamp.from(after.at()));
      parameters.put("afterId", after.id());
    }
    parameters.put("limit", limit);
    var sql = """
    WITH page AS MATERIALIZED (
      SELECT p.id_ FROM (%s) p ORDER BY p.start_time_ DESC, p.id_ DESC LIMIT :limit)
    %s JOIN page ON page.id_ = p.id_
    ORDER BY p.start_time_ DESC, p.id_ DESC
    """.formatted(newest(), columns);
    return jdbc.sql(sql).params(parameters);
  }

  /** How many there are, at most {@code most}. */
  long count(int most) {
    parameters.put("limit", most);
    return jdbc
      .sql(
        "SELECT count(*) FROM (SELECT 1 FROM (%s) instance LIMIT :limit) counted".formatted(
          newest()
        )
      )
      .params(parameters)
      .query(Long.class)
      .single();
  }

  private String newest() {
    return (states.isEmpty() ? List.of("true") : states)
      .stream()
      .map(state -> state + " AND " + String.join(" AND ", conditions))
      .map(where -> byDefinition ? ofEachDefinition(where) : newest(where))
      .collect(Collectors.joining(" UNION ALL "));
  }

  private static String newest(String where) {
    return """
    (SELECT p.id_, p.start_time_ FROM act_hi_procinst p WHERE %s
     ORDER BY p.start_time_ DESC, p.id_ DESC LIMIT :limit)""".formatted(where);
  }

  private static String ofEachDefinition(String where) {
    return "(SELECT p.* FROM unnest(:definitions) AS d (id) CROSS JOIN LATERAL %s p)".formatted(
      newest("p.proc_def_id_ = d.id AND " + where)
    );
  }

  private void where(String condition, String name, Object value) {
    conditions.add(condition);
    parameters.put(name, value);
  }
}
