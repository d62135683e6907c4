package dev.steward.tool.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.json.StoredJson;
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

  ToolVersions(JdbcClient jdbc, StoredJson json) {
    this.jdbc = jdbc;
    this.json = json;
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
}
