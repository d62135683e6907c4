package dev.steward.tool;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.process.spi.Audience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool's contract as its file states it.
 *
 * @param requires the permission that the person an agent represents must hold
 * @param compensation the tool that takes a call back
 * @param lookup the tool that tells whether a call happened, for a verifiable effect
 * @param reviewers who decides where the contract itself asks for approval and no table names a group
 * @param amount where in the arguments the amount of money is, for the decision tables
 * @param arguments JSON Schema
 * @param result JSON Schema
 * @param sensitive JSON pointers into the result; what they point at never reaches a model
 */
record Contract(
  String name,
  String description,
  String owner,
  @JsonProperty("class") ToolClass toolClass,
  Boolean reversible,
  @Nullable String compensation,
  String requires,
  Audience audience,
  Trust trust,
  Effect effect,
  @Nullable String lookup,
  @Nullable String reviewers,
  @Nullable JsonPointer amount,
  JsonNode arguments,
  JsonNode result,
  List<JsonPointer> sensitive,
  Duration timeout,
  Retry retry,
  Map<String, Binding> environments
) {
  enum Trust {
    @JsonProperty("trusted")
    TRUSTED,

    @JsonProperty("untrusted")
    UNTRUSTED,
  }

  /** @param attempts in all, the first included */
  record Retry(int attempts, Duration backoff) {}

  /** Where a call goes in one environment. */
  record Binding(@Nullable HttpBinding http) {}

  /**
   * An HTTP request. {@code {name}} stands for an argument; arguments that url, query and headers do not use make up the JSON body.
   */
  record HttpBinding(
    String method,
    String url,
    Map<String, String> query,
    Map<String, String> headers
  ) {
    HttpBinding {
      query = requireNonNullElse(query, Map.of());
      headers = requireNonNullElse(headers, Map.of());
    }
  }

  // Jackson gives null for what a file leaves out.
  Contract {
    timeout = requireNonNullElse(timeout, Duration.ofSeconds(10));
    retry = requireNonNullElse(retry, new Retry(1, Duration.ZERO));
    sensitive = requireNonNullElse(sensitive, List.of());
    environments = requireNonNullElse(environments, Map.of());
  }
}
