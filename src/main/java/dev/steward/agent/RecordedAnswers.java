package dev.steward.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What tools answered once. Used by one thread. */
@FunctionalInterface
public interface RecordedAnswers {
  /** @return empty where nothing is recorded for such a call */
  Optional<JsonNode> to(String tool, JsonNode arguments);
}
