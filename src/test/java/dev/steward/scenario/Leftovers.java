package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database still has of instances. */
final class Leftovers {

  private final JdbcClient jdbc;

  Leftovers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Of instances, and of whatever they had. */
  List<String> ids(List<String> instances) {
    return jdbc
      .sql(
        """
        SELECT unnest(:ids::text[]) UNION SELECT id::text FROM agent_run WHERE instance_id = ANY (:ids)
        UNION SELECT work_id::text FROM tool_call WHERE instance_id = ANY (:ids)
        UNION SELECT id::text FROM review WHERE instance_id = ANY (:ids)
        UNION SELECT id_ FROM act_hi_taskinst WHERE proc_inst_id_ = ANY (:ids)
        UNION SELECT execution_id_ FROM act_hi_actinst WHERE proc_inst_id_ = ANY (:ids)
        UNION SELECT id_ FROM act_hi_varinst WHERE proc_inst_id_ = ANY (:ids)
        """
      )
      .param("ids", instances.toArray(String[]::new))
      .query(String.class)
      .list();
  }

  /** Where any of them is still spoken of, but for the trail and the demo's systems, which are not ours. */
  List<String> tablesWith(List<String> ids) {
    var tables = jdbc
      .sql(
        """
        SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
          AND table_name NOT LIKE 'audit%' AND table_name NOT LIKE 'sandbox%'
        """
      )
      .query(String.class)
      .list();
    assertThat(ids).hasSizeGreaterThan(20);
    assertThat(tables).contains("agent_turn", "act_hi_detail", "act_ge_bytearray");
    return tables
      .stream()
      .filter(table ->
        jdbc
          .sql(
            "SELECT EXISTS (SELECT FROM %s t WHERE EXISTS (SELECT FROM unnest(:ids::text[]) id WHERE strpos(t::text, id) > 0))".formatted(
              table
            )
          )
          .param("ids", ids.toArray(String[]::new))
          .query(Boolean.class)
          .single()
      )
      .toList();
  }
}
