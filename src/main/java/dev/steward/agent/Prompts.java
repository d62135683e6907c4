package dev.steward.agent;

import dev.steward.json.CanonicalJson;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The system prompts that runs began with, each stored once. */
@Repository
class Prompts {

  private final Map<String, String> known = new ConcurrentHashMap<>();
  private final JdbcClient jdbc;

  Prompts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  String text(String digest) {
    return known.computeIfAbsent(digest, unknown ->
      jdbc
        .sql("SELECT body FROM agent_prompt WHERE digest = :digest")
        .param("digest", unknown)
        .query(String.class)
        .single()
    );
  }

  /** @return the digest under which it is found */
  String store(String body) {
    var digest = CanonicalJson.sha256(body);
    jdbc
      .sql("INSERT INTO agent_prompt (digest, body) VALUES (:digest, :body) ON CONFLICT DO NOTHING")
      .param("digest", digest)
      .param("body", body)
      .update();
    known.put(digest, body);
    return digest;
  }
}
