package dev.steward.telemetry;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.core.annotation.Order;

/** Spans of steps: below the call that started the instance, linked to what made it go on. */
@Order(StepSpans.BEFORE_THE_GENERAL_ONE)
class StepSpans extends PropagatingReceiverTracingObservationHandler<StepContext> {

  static final int BEFORE_THE_GENERAL_ONE = 500;

  private final Tracer tracer;

  StepSpans(Tracer tracer, Propagator propagator) {
    super(tracer, propagator);
    this.tracer = tracer;
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof StepContext;
  }

  @Override
  public Span.Builder customizeExtractedSpan(StepContext context, Span.Builder builder) {
    var cause = context.cause();
    return cause == null ? builder : builder.addLink(new Link(cause.in(tracer)));
  }
}
