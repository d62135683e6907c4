package dev.steward.telemetry;

import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.tracing.MicrometerTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class TelemetrySetup {

  private static final List<String> OF_INTEREST = List.of("/api/", "/process-api/", "/sandbox/");

  @Bean
  InstanceTraces instanceTraces(
    ObjectProvider<Tracer> tracer,
    ObservationRegistry observations,
    JdbcClient jdbc,
    ObjectProvider<SpanExporter> exporters
  ) {
    return new InstanceTraces(
      tracer.getIfAvailable(() -> Tracer.NOOP),
      observations,
      jdbc,
      exporters.stream().findAny().isPresent()
    );
  }

  /** Only of what people and applications ask: pages, probes and whoever reads the measures would drown it. */
  @Bean
  ObservationPredicate requestsOfInterest() {
    return (name, context) ->
      !(context instanceof ServerRequestObservationContext request) ||
      OF_INTEREST.stream().anyMatch(request.getCarrier().getRequestURI()::startsWith);
  }

  /** Spring Boot leaves its own out where there is one of that type already, as {@link StepSpans} is. */
  @Bean
  @Order(MicrometerTracingAutoConfiguration.RECEIVER_TRACING_OBSERVATION_HANDLER_ORDER)
  PropagatingReceiverTracingObservationHandler<?> receivedSpans(
    ObjectProvider<Tracer> tracer,
    ObjectProvider<Propagator> propagator
  ) {
    return new PropagatingReceiverTracingObservationHandler<>(
      tracer.getIfAvailable(() -> Tracer.NOOP),
      propagator.getIfAvailable(() -> Propagator.NOOP)
    );
  }

  @Bean
  StepSpans stepSpans(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
    return new StepSpans(
      tracer.getIfAvailable(() -> Tracer.NOOP),
      propagator.getIfAvailable(() -> Propagator.NOOP)
    );
  }
}
