package dev.steward.retention;

import dev.steward.json.CanonicalJson;
import dev.steward.json.StoredJson;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What our tables keep of instances. */
@Component
class InstanceRows {

  private static final String LARGE = """
  SELECT text2_ FROM act_hi_varinst WHERE proc_inst_id_ = ANY (:ids) AND var_type_ = 'large-json'
  UNION SELECT text2_ FROM act_hi_detail WHERE proc_inst_id_ = ANY (:ids) AND var_type_ = 'large-json'
  """;

  // Of one that was stored within the day, another transaction may be about to make use.
  private static final String UNUSED = """
  DELETE FROM large_value l WHERE digest = ANY (:digests) AND stored_at < now() - interval '1 day'
    AND NOT EXISTS (SELECT FROM act_hi_varinst v WHERE v.var_type_ = 'large-json' AND v.text2_ = l.digest)
    AND NOT EXISTS (SELECT FROM act_hi_detail d WHERE d.var_type_ = 'large-json' AND d.text2_ = l.digest)
  """;

  private static final String RECENT = """
  SELECT EXISTS (SELECT FROM outcome_label WHERE instance_id = ANY (:ids) AND judged_at >= :from)
    OR EXISTS (SELECT FROM review WHERE instance_id = ANY (:ids) AND (decided_at >= :from OR state IN ('drawn', 'open')))
  """;

  // A model that was asked just now may still answer, and a call may still be told of, after the instance has ended.
  private static final String UNDER_WAY = """
  SELECT EXISTS (SELECT FROM tool_call WHERE instance_id = ANY (:ids) AND state = 'executing')
    OR EXISTS (
      SELECT FROM agent_turn t JOIN agent_run r ON r.id = t.run_id
      WHERE r.instance_id = ANY (:ids) AND t.state = 'started' AND t.started_at > now() - interval '15 minutes')
  """;

  private final JdbcClient jdbc;
  private final StoredJson json;

  InstanceRows(JdbcClient jdbc, StoredJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Whether somebody has judged something of them since then, or is still asked to. */
  boolean areInUse(List<String> ids, Instant since) {
    return jdbc
      .sql(RECENT)
      .param("ids", ids.toArray(String[]::new))
      .param("from", Timestamp.from(since))
      .query(Boolean.class)
      .single();
  }

  /** In the caller's transaction. */
  List<String> largeValues(List<String> ids) {
    return jdbc
      .sql(LARGE)
      .param("ids", ids.toArray(String[]::new))
      .query(String.class)
      .list();
  }

  /** In the caller's transaction, before the engine forgets them. */
  void remove(List<String> ids) {
    for (var table : InstanceTable.values()) {
      jdbc
        .sql(table.removal())
        .param("ids", ids.toArray(String[]::new))
        .update();
    }
  }

  /** Whether something that they began has not come to its end, though they have. */
  boolean areAtWork(List<String> ids) {
    return jdbc
      .sql(UNDER_WAY)
      .param("ids", ids.toArray(String[]::new))
      .query(Boolean.class)
      .single();
  }

  /** What they say, in the caller's transaction. */
  void erase(List<String> ids) {
    forgetAnswers(ids);
    for (var table : InstanceTable.values()) {
      table.erasure().ifPresent(erasure ->
        jdbc
          .sql(erasure)
          .param("ids", ids.toArray(String[]::new))
          .update()
      );
    }
  }

  /** What tools may fall back on knows calls by the digests of their arguments. */
  private void forgetAnswers(List<String> ids) {
    jdbc
      .sql(
        "SELECT tool, coalesce(effective_arguments, arguments)::text FROM tool_call WHERE instance_id = ANY (:ids)"
      )
      .param("ids", ids.toArray(String[]::new))
      .query((row, number) -> Map.entry(row.getString(1), json.tree(row.getString(2))))
      .list()
      .forEach(call ->
        jdbc
          .sql("DELETE FROM tool_answer WHERE tool = :tool AND arguments = :digest")
          .param("tool", call.getKey())
          .param("digest", CanonicalJson.sha256(call.getValue()))
          .update()
      );
  }

  /** To be removed later, where no variable holds them by then. */
  void removeLater(List<String> digests) {
    jdbc
      .sql("INSERT INTO erased_value SELECT unnest(:digests::text[]) ON CONFLICT DO NOTHING")
      .param("digests", digests.toArray(String[]::new))
      .update();
  }

  /** In a transaction. */
  void removeErasedValues() {
    var digests = jdbc.sql("SELECT digest FROM erased_value").query(String.class).list();
    removeUnused(digests);
    jdbc
      .sql(
        """
        DELETE FROM erased_value e WHERE NOT EXISTS (SELECT FROM large_value l WHERE l.digest = e.digest)
          OR EXISTS (SELECT FROM act_hi_varinst v WHERE v.var_type_ = 'large-json' AND v.text2_ = e.digest)
          OR EXISTS (SELECT FROM act_hi_detail d WHERE d.var_type_ = 'large-json' AND d.text2_ = e.digest)
        """
      )
      .update();
  }

  /** Those that no variable holds any more. */
  void removeUnused(List<String> digests) {
    if (!digests.isEmpty()) {
      jdbc
        .sql(UNUSED)
        .param("digests", digests.toArray(String[]::new))
        .update();
    }
  }
}
