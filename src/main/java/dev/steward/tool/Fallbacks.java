package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.journal.Write;
import dev.steward.json.CanonicalJson;
import dev.steward.json.JsonMask;
import dev.steward.json.StoredJson;
import dev.steward.tool.Authority.Ruling;
import dev.steward.tool.contract.Contracts;
import dev.steward.tool.contract.Tool;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What a contract says is done instead, where its target cannot be asked. Remembers answers for it in {@code tool_answer}. */
@Component
class Fallbacks {

  private final Contracts contracts;
  private final Authority authority;
  private final JdbcClient jdbc;
  private final StoredJson json;
  private final Clock clock;

  Fallbacks(
    Contracts contracts,
    Authority authority,
    JdbcClient jdbc,
    StoredJson json,
    Clock clock
  ) {
    this.contracts = contracts;
    this.authority = authority;
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  sealed interface Choice {}

  record None() implements Choice {}

  record Person(String group) implements Choice {}

  record Remembered(JsonNode told) implements Choice {}

  record Other(Tool tool) implements Choice {}

  Choice choose(CallScope scope, ToolCall call, Tool tool) {
    var fallback = tool.contract().fallback();
    if (fallback == null) {
      return new None();
    }
    if (fallback.person() != null) {
      return new Person(fallback.person());
    }
    if (fallback.cached() != null) {
      return remembered(scope, call, tool, fallback.cached())
        .<Choice>map(Remembered::new)
        .orElseGet(None::new);
    }
    return contracts
      .find(String.valueOf(fallback.tool()))
      .filter(other -> cleared(scope, other, call))
      .<Choice>map(Other::new)
      .orElseGet(None::new);
  }

  /** The other tool's own contract holds: one that a person would have to allow is not used in silence. */
  private boolean cleared(CallScope scope, Tool other, ToolCall call) {
    return authority.rule(scope.with(other.name()), other.name(), call.inForce()) instanceof
      Ruling.Cleared;
  }

  static JsonNode from(JsonNode body, String tool) {
    return noted(
      body,
      "The tool that was asked for cannot be reached; this is the answer of " + tool
    );
  }

  private Optional<JsonNode> remembered(
    CallScope scope,
    ToolCall call,
    Tool tool,
    Duration oldest
  ) {
    var now = clock.instant();
    return jdbc
      .sql(
        """
        SELECT result, answered_at FROM tool_answer
        WHERE tool = :tool AND environment = :environment AND arguments = :arguments AND answered_at > :oldest
        """
      )
      .param("tool", tool.name())
      .param("environment", scope.context().environment())
      .param("arguments", CanonicalJson.sha256(call.inForce()))
      .param("oldest", Timestamp.from(now.minus(oldest)))
      .query((row, number) ->
        new Earlier(json.tree(row.getString("result")), row.getTimestamp("answered_at").toInstant())
      )
      .optional()
      // It was answered under the contract of then.
      .filter(earlier -> tool.result().validate(earlier.body()).isEmpty())
      .map(earlier ->
        noted(
          JsonMask.mask(earlier.body(), tool.contract().sensitive().result()),
          age(earlier.at(), now)
        )
      );
  }

  private record Earlier(JsonNode body, Instant at) {}

  /** Answers that are too old for every contract. */
  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
  void forgetOld() {
    var longest = contracts
      .all()
      .stream()
      .map(tool -> tool.contract().fallback())
      .map(fallback -> fallback == null ? null : fallback.cached())
      .filter(Objects::nonNull)
      .max(Comparator.naturalOrder())
      .orElse(Duration.ZERO);
    jdbc
      .sql("DELETE FROM tool_answer WHERE answered_at < :oldest")
      .param("oldest", Timestamp.from(clock.instant().minus(longest)))
      .update();
  }

  private static String age(Instant answered, Instant now) {
    return "The target cannot be reached; this is its answer of %s, %s ago".formatted(
      answered,
      Duration.between(answered, now).withNanos(0)
    );
  }

  private static JsonNode noted(JsonNode body, String note) {
    if (!(body instanceof ObjectNode object)) {
      return body;
    }
    var told = object.deepCopy();
    told.putObject("_fallback").put("note", note);
    return told;
  }

  /** For tools that fall back on earlier answers; the step that settles the call keeps this one. */
  Write[] remember(CallScope scope, ToolCall call, Tool tool, JsonNode body) {
    var fallback = tool.contract().fallback();
    return fallback == null || fallback.cached() == null || scope.context().rehearsed()
      ? new Write[0]
      : new Write[] {
          Write.of(
            """
            INSERT INTO tool_answer (tool, environment, arguments, result, answered_at)
            VALUES (:tool, :environment, :arguments, :result::json, :now)
            ON CONFLICT (tool, environment, arguments)
            DO UPDATE SET result = excluded.result, answered_at = excluded.answered_at
            """
          )
            .with("tool", tool.name())
            .with("environment", scope.context().environment())
            .with("arguments", CanonicalJson.sha256(call.inForce()))
            .with("result", body.toString())
            .with("now", Timestamp.from(clock.instant())),
        };
  }
}
