package dev.steward.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Roles and contracts in the versions that counted, and the runs with digests of what models were told. */
@Component
class UsedVersions {

  // A message is what went to a model or came from it. Of what it says only the digest leaves: the journal is not masked.
  private static final String RUNS = """
  SELECT r.id, r.agent, r.agent_version, r.activity_id, r.state, a.prompt, a.task,
         array(SELECT m.body::text FROM agent_message m WHERE m.run_id = r.id ORDER BY m.number) AS messages,
         array(SELECT DISTINCT t.model || coalesce(' as ' || t.provider_model, '')
               FROM agent_turn t WHERE t.run_id = r.id ORDER BY 1) AS models
  FROM agent_run r JOIN agent_assignment a ON a.run_id = r.id WHERE r.instance_id = :instance ORDER BY r.created_at, r.id
  """;

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  UsedVersions(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  List<EvidenceFile> agents(Collection<String> digests) {
    return sources("agent", digests);
  }

  List<EvidenceFile> tools(Collection<String> digests) {
    return sources("tool", digests);
  }

  /** By their digests, as their files stated them. */
  Map<String, JsonNode> contracts(Collection<String> digests) {
    var contracts = new HashMap<String, JsonNode>();
    jdbc
      .sql("SELECT digest, body::text AS body FROM tool_version WHERE digest = ANY (:digests)")
      .param("digests", digests.toArray(String[]::new))
      .query(row -> {
        contracts.put(row.getString("digest"), tree(row.getString("body")));
      });
    return contracts;
  }

  JsonNode runs(String instanceId) {
    var runs = json.createArrayNode();
    jdbc.sql(RUNS).param("instance", instanceId).query(this::run).list().forEach(runs::add);
    return runs;
  }

  private List<EvidenceFile> sources(String kind, Collection<String> digests) {
    return jdbc
      .sql(
        "SELECT * FROM %s_version WHERE digest = ANY (:digests) ORDER BY name, digest".formatted(
          kind
        )
      )
      .param("digests", digests.toArray(String[]::new))
      .query((row, index) ->
        EvidenceFile.of(
          "%ss/%s-%s.yaml".formatted(kind, row.getString("name"), row.getString("digest")),
          row.getString("source")
        )
      )
      .list();
  }

  private JsonNode tree(String body) {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A contract that was kept cannot be read", e);
    }
  }

  private ObjectNode run(ResultSet row, int index) throws SQLException {
    var run = json
      .createObjectNode()
      .put("runId", row.getString("id"))
      .put("agent", row.getString("agent"))
      .put("agentVersion", row.getString("agent_version"))
      .put("activityId", row.getString("activity_id"))
      .put("state", row.getString("state"))
      .put("promptDigest", row.getString("prompt"))
      .put("taskDigest", sha256(row.getString("task").getBytes(StandardCharsets.UTF_8)));
    var models = run.putArray("models");
    for (var model : (String[]) row.getArray("models").getArray()) {
      models.add(model);
    }
    var messages = run.putArray("messageDigests");
    for (var message : (String[]) row.getArray("messages").getArray()) {
      messages.add(sha256(message.getBytes(StandardCharsets.UTF_8)));
    }
    return run;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
