package dev.steward.process.spi;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a person is asked. */
public enum TaskKind {
  /** A user task of the diagram. */
  USER,
  /** Decide on a proposed tool call. */
  TOOL_REVIEW,
  /** Settle a tool call whose outcome is unknown. */
  IN_DOUBT,
  /** Judge a call that ran without asking. */
  SAMPLE_AUDIT;

  /** As in JSON, and as the engine stores it in a task's category. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** @param category null for the user tasks of a diagram */
  public static TaskKind ofCategory(@Nullable String category) {
    for (var kind : values()) {
      if (kind.id().equals(category)) {
        return kind;
      }
    }
    return USER;
  }
}
