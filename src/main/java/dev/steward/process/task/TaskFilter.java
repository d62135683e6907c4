package dev.steward.process.task;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.steward.process.spi.TaskKind;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks; each null matches all.
 *
 * @param text part of the name, the business key or the process's name
 * @param dueFrom inclusive
 * @param dueBefore exclusive; where it is set, tasks without a due date are left out
 * @param priority at least
 */
record TaskFilter(
  Scope scope,
  @Nullable String text,
  @Nullable String processKey,
  @Nullable TaskKind kind,
  @Nullable Instant dueFrom,
  @Nullable Instant dueBefore,
  @Nullable Integer priority
) {
  enum Scope {
    /** One's own. */
    MINE,
    /** Free, and for one of one's groups. */
    CANDIDATE,
    /** Of people for whom one stands in. */
    SUBSTITUTE,
    /** Everything for operators and auditors, and for others what they could work on. */
    ALL;

    @JsonValue
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static TaskFilter of(Scope scope) {
    return new TaskFilter(scope, null, null, null, null, null, null);
  }
}
