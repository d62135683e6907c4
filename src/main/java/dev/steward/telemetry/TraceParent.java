package dev.steward.telemetry;

import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in a trace, as the W3C's header {@code traceparent} writes it. */
record TraceParent(String traceId, String spanId, boolean sampled) {
  private static final String HEADER = "traceparent";
  private static final Pattern FORM = Pattern.compile(
    "00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})"
  );

  static TraceParent of(TraceContext context) {
    return new TraceParent(
      context.traceId(),
      context.spanId(),
      Boolean.TRUE.equals(context.sampled())
    );
  }

  /** @return empty where the text has another form */
  static Optional<TraceParent> parse(@Nullable String text) {
    var parts = FORM.matcher(text == null ? "" : text);
    return parts.matches()
      ? Optional.of(
          new TraceParent(
            parts.group(1),
            parts.group(2),
            (Integer.parseInt(parts.group(3), 16) & 1) == 1
          )
        )
      : Optional.empty();
  }

  Map<String, String> asHeaders() {
    return Map.of(HEADER, toString());
  }

  TraceContext in(Tracer tracer) {
    return tracer.traceContextBuilder().traceId(traceId).spanId(spanId).sampled(sampled).build();
  }

  @Override
  public String toString() {
    return "00-%s-%s-%s".formatted(traceId, spanId, sampled ? "01" : "00");
  }
}
