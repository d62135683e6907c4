package dev.steward.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One time at which a rule held.
 *
 * @param rule as it was when it began
 * @param value when it began
 * @param lastValue when it last held
 * @param silenced nobody was told and nothing was started
 * @param startError why what should have been started was not
 */
@Schema(name = "AlertFiring")
record Firing(
  UUID id,
  String alert,
  AlertRule rule,
  BigDecimal value,
  BigDecimal lastValue,
  Instant openedAt,
  Instant lastSeenAt,
  @Nullable Instant resolvedAt,
  boolean silenced,
  StartState startState,
  @Nullable String instanceId,
  @Nullable String startError
) {
  enum StartState {
    /** Nothing is to be started. */
    NONE,
    WAITING,
    STARTED,
    FAILED;

    @JsonValue
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    static StartState of(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT));
    }
  }
}
