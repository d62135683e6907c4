package dev.steward.tool.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.json.StoredJson;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every version of a contract that calls were ever made under, so that the version on a call can be read again. */
@Component
public class ToolVersions {

  private final JdbcClient jdbc;
  private final StoredJson json;

  ToolVersions(Contracts contracts, JdbcClient jdbc, StoredJson json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    var now = Timestamp.from(clock.instant());
    for (var file : contracts.files()) {
      jdbc
        .sql(
          """
          INSERT INTO tool_version (digest, name, body, first_seen)
          VALUES (:digest, :name, :body::jsonb, :now) ON CONFLICT (digest) DO NOTHING
          """
        )
        .param("digest", file.digest())
        .param("name", file.value().name())
        .param("body", file.source().toString())
        .param("now", now)
        .update();
    }
  }

  /**
   * @param digest as {@link Tool#version()} has it
   * @return the contract as its file stated it
   */
  public Optional<JsonNode> find(String digest) {
    return jdbc
      .sql("SELECT body FROM tool_version WHERE digest = :digest")
      .param("digest", digest)
      .query((row, number) -> json.tree(row.getString("body")))
      .optional();
  }

  /**
   * What of the arguments is hidden.
   *
   * @param tool null where its contract is gone; then that of the version counts, where there is one
   */
  public List<JsonPointer> sensitiveArguments(@Nullable Tool tool, @Nullable String version) {
    if (tool != null) {
      return tool.contract().sensitive().arguments();
    }
    return Optional.ofNullable(version)
      .flatMap(this::find)
      .stream()
      .flatMap(body -> body.at("/sensitive/arguments").valueStream())
      .map(pointer -> JsonPointer.compile(pointer.asText()))
      .toList();
  }

  public record Version(String digest, Instant firstSeen) {}

  /** Every version of a tool, newest first. */
  public List<Version> of(String tool) {
    return jdbc
      .sql(
        "SELECT digest, first_seen FROM tool_version WHERE name = :name ORDER BY first_seen DESC, digest"
      )
      .param("name", tool)
      .query((row, number) ->
        new Version(row.getString("digest"), row.getTimestamp("first_seen").toInstant())
      )
      .list();
  }
}
