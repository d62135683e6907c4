package dev.steward.process.instance;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event that a rehearsal waits for.
 *
 * @param id the engine's, of the execution or of the timer's job
 * @param name of the message or signal; null for a time
 * @param due null for all but a time
 */
@Schema(name = "RehearsedWait")
public record Wait(
  @JsonIgnore String id,
  String activityId,
  Kind kind,
  @Nullable String name,
  @Nullable Instant due
) {
  public enum Kind {
    MESSAGE,
    SIGNAL,
    TIMER;

    @JsonValue
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
