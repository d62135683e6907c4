package dev.steward.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.audit.RecordedEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry of the trail whose detail can be asked for by pointers. */
record TrailEntry(
  long id,
  Instant at,
  String type,
  String actor,
  @Nullable String onBehalfOf,
  @Nullable String activityId,
  @Nullable String state,
  String title,
  JsonNode detail
) {
  static TrailEntry of(RecordedEntry recorded, ObjectMapper json) {
    var entry = recorded.entry();
    return new TrailEntry(
      recorded.id(),
      recorded.at(),
      entry.type(),
      entry.actor(),
      entry.onBehalfOf(),
      entry.activityId(),
      entry.state(),
      entry.title(),
      json.valueToTree(entry.detail())
    );
  }

  JsonNode at(String pointer) {
    return detail.at(pointer);
  }

  @Nullable
  String text(String pointer) {
    return at(pointer).textValue();
  }
}
