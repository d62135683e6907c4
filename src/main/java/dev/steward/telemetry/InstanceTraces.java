package dev.steward.telemetry;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps everything that happens in a process instance in one trace: that of the call which started it. Jobs of any node take up the
 * trace where they find it; what a person or a message sets going is linked to the request that did.
 */
public class InstanceTraces {

  private static final String INSTANCE = "instanceId";

  private final Tracer tracer;
  private final ObservationRegistry observations;
  private final JdbcClient jdbc;
  private final boolean kept;

  /** @param kept whether somebody collects traces; otherwise nothing is stored of them */
  InstanceTraces(Tracer tracer, ObservationRegistry observations, JdbcClient jdbc, boolean kept) {
    this.tracer = tracer;
    this.observations = observations;
    this.jdbc = jdbc;
    this.kept = kept;
  }

  /** To be called in the transaction that starts the instance. */
  public void begun(String instanceId) {
    current().ifPresent(origin ->
      jdbc
        .sql(
          """
          INSERT INTO trace_context (instance_id, origin) VALUES (:instance, :origin)
          ON CONFLICT (instance_id) DO NOTHING
          """
        )
        .param("instance", instanceId)
        .param("origin", origin.toString())
        .update()
    );
  }

  /** Somebody made the instance go on; to be called in that transaction. Changes nothing for what the instance does by itself. */
  public void goesOn(String instanceId) {
    current().ifPresent(cause ->
      jdbc
        .sql(
          """
          UPDATE trace_context SET cause = :cause
          WHERE instance_id = :instance AND substr(origin, 4, 32) <> :trace
          """
        )
        .param("instance", instanceId)
        .param("cause", cause.toString())
        .param("trace", cause.traceId())
        .update()
    );
  }

  /**
   * One step of an instance by itself.
   *
   * @param kind few values, such as the type of a job
   * @param element of the diagram; null for what belongs to none
   */
  public record Step(@Nullable String instanceId, String kind, @Nullable String element) {}

  /** Does it within the instance's trace; without an instance, in a trace of its own. */
  public void perform(Step step, Runnable work) {
    var instance = step.instanceId();
    if (instance == null) {
      observation(step, new StepContext(null, null)).observe(work);
      return;
    }
    try (var inLogs = MDC.putCloseable(INSTANCE, instance)) {
      observation(step, kept ? context(instance) : new StepContext(null, null)).observe(work);
    }
  }

  private Observation observation(Step step, StepContext context) {
    var element = step.element();
    var observation = Observation.createNotStarted("steward.step", () -> context, observations)
      .contextualName(element == null ? step.kind() : step.kind() + " " + element)
      .lowCardinalityKeyValue("steward.step.kind", step.kind());
    var instance = step.instanceId();
    return instance == null
      ? observation
      : observation.highCardinalityKeyValue(KeyValue.of("steward.instance.id", instance));
  }

  private StepContext context(String instanceId) {
    record Row(@Nullable String origin, @Nullable String cause) {}
    return jdbc
      .sql("SELECT origin, cause FROM trace_context WHERE instance_id = :instance")
      .param("instance", instanceId)
      .query((row, number) -> new Row(row.getString("origin"), row.getString("cause")))
      .optional()
      .map(row ->
        new StepContext(
          TraceParent.parse(row.origin()).orElse(null),
          TraceParent.parse(row.cause()).orElse(null)
        )
      )
      .orElseGet(() -> new StepContext(null, null));
  }

  private Optional<TraceParent> current() {
    var span = kept ? tracer.currentSpan() : null;
    return Optional.ofNullable(span).map(now -> TraceParent.of(now.context()));
  }
}
