package dev.steward.process.spi;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something about a task that people may want to be told. Published in the transaction in which it happens.
 *
 * @param step tells the escalations of a task apart; 0 for all else
 * @param group that an escalation has added
 */
public record TaskNotice(Kind kind, String taskId, int step, @Nullable String group, Instant at) {
  public enum Kind {
    /** A person is asked. */
    ARRIVED,
    /** The due date is near. */
    DUE_SOON,
    /** Nobody has done it in time; another group may now do it too. */
    ESCALATED;

    @JsonValue
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Kind of(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
