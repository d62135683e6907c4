package dev.steward.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;

class InstanceTracesTest {

  private final JdbcClient database = mock(JdbcClient.class);
  private final InstanceTraces traces = new InstanceTraces(
    Tracer.NOOP,
    ObservationRegistry.NOOP,
    database,
    false
  );

  @Test
  void namesTheInstanceInTheLogsWhileItsStepRuns() {
    var named = new ArrayList<String>();

    traces.perform(new InstanceTraces.Step("i-1", "steward-work", "ask"), () ->
      named.add(MDC.get("instanceId"))
    );
    traces.perform(new InstanceTraces.Step(null, "trigger-timer", null), () ->
      named.add(MDC.get("instanceId"))
    );

    assertThat(named).isEqualTo(Arrays.asList("i-1", null));
    assertThat(MDC.get("instanceId")).isNull();
  }

  @Test
  void storesNothingWhereNobodyCollects() {
    traces.begun("i-1");
    traces.goesOn("i-1");
    traces.perform(new InstanceTraces.Step("i-1", "steward-work", "ask"), () -> {});

    verifyNoInteractions(database);
  }

  @Test
  void readsAPlaceInATraceAndNothingElse() {
    var text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    assertThat(TraceParent.parse(text).map(TraceParent::toString)).contains(text);
    assertThat(TraceParent.parse(text).orElseThrow().sampled()).isTrue();
    for (var other : List.of("", "00-1-2-01", text + "0", text.replace('4', 'G'))) {
      assertThat(TraceParent.parse(other)).isEmpty();
    }
    assertThat(TraceParent.parse(null)).isEmpty();
  }
}
