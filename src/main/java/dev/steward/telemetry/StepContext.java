package dev.steward.telemetry;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A step of an instance, which goes on where its trace began. */
final class StepContext extends ReceiverContext<Map<String, String>> {

  private final @Nullable TraceParent cause;

  /** @param cause what the step is linked to */
  StepContext(@Nullable TraceParent origin, @Nullable TraceParent cause) {
    super(Map::get, Kind.CONSUMER);
    this.cause = cause;
    setCarrier(origin == null ? Map.of() : origin.asHeaders());
  }

  @Nullable
  TraceParent cause() {
    return cause;
  }
}
