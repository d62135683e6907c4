package dev.steward.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.model.Message;
import dev.steward.problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Holds an answer to what was retrieved: where its schema says {@code format: citation}, only a passage that the run has read may stand. */
final class Citations {

  private static final String FORMAT = "citation";

  private final Set<String> retrieved;
  private final List<FieldError> unfounded = new ArrayList<>();

  private Citations(Set<String> retrieved) {
    this.retrieved = retrieved;
  }

  /**
   * @param retrieves whether a tool of this name retrieves passages
   * @return a complaint for each citation of something that the conversation has not
   */
  static List<FieldError> unfounded(
    JsonNode schema,
    JsonNode answer,
    List<Message> conversation,
    Predicate<String> retrieves
  ) {
    var citations = new Citations(
      conversation
        .stream()
        .filter(Message.ToolResult.class::isInstance)
        .map(Message.ToolResult.class::cast)
        .filter(result -> retrieves.test(result.tool()))
        .flatMap(result -> result.content().path("passages").valueStream())
        .map(passage -> passage.path("citation").asText())
        .collect(Collectors.toSet())
    );
    citations.check(schema, answer, "");
    return citations.unfounded;
  }

  private void check(JsonNode schema, JsonNode value, String place) {
    if (
      FORMAT.equals(schema.path("format").asText()) &&
      value.isTextual() &&
      !retrieved.contains(value.asText())
    ) {
      unfounded.add(
        new FieldError(place, "cites '%s', which was not retrieved".formatted(value.asText()))
      );
    }
    value
      .properties()
      .forEach(property ->
        check(
          schema.path("properties").path(property.getKey()),
          property.getValue(),
          place + "/" + property.getKey()
        )
      );
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(schema.path("items"), value.get(i), place + "/" + i);
      }
    }
  }
}
