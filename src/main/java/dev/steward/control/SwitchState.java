package dev.steward.control;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a switch stands.
 *
 * @param name of the tool, agent or process; empty for the switch of everything
 * @param reason that the last person who touched it gave; null where nobody ever did
 */
@Schema(name = "Switch")
public record SwitchState(
  SwitchKind kind,
  String name,
  boolean enabled,
  @Nullable String reason,
  @Nullable String changedBy,
  @Nullable Instant changedAt
) {
  static SwitchState untouched(SwitchKind kind, String name) {
    return new SwitchState(kind, name, true, null, null, null);
  }
}
