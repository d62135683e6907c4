package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.database.TestDatabase;
import dev.steward.testing.Api;
import dev.steward.testing.StewardProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code kill -9} while an agent is between two tool calls, and while one is at the target. */
class KilledBetweenCallsIT {

  private static final List<String> EXPECTED = List.of(
    "send",
    "log-activity",
    "log-activity",
    "book",
    "update-lead"
  );

  private final StewardProcess.Launch steward = StewardProcess.on(TestDatabase.fresh()).with(
    "steward.demo.leads",
    false
  );

  @Test
  void resumesWithEverySideEffectExactlyOnce() {
    String id;
    try (var first = steward.start()) {
      var scenario = scenario(first);
      // The second write hangs at the target: the first one is done, the second may or may not be.
      scenario
        .as("operator")
        .put(
          "/sandbox/faults",
          Map.of("system", "crm", "operation", "log-activity", "latencyMs", 5_000)
        )
        .ok();
      var lead = new HashMap<>(Scenario.FITTING_LEAD);
      lead.put("tier", "standard");
      id = scenario.start("killed-1", lead);
      await("the first of two writes of one run")
        .atMost(Duration.ofSeconds(90))
        .until(() ->
          scenario
            .timeline(id(id))
            .stream()
            .anyMatch(
              entry ->
                entry.path("type").asText().equals("tool-call") &&
                entry.at("/detail/tool").asText().equals("crm.log-activity")
            )
        );
      first.killHard();
    }

    try (var second = steward.start()) {
      var scenario = scenario(second);
      scenario.awaitActive(id, "reply-received");

      var effects = scenario.effects();
      assertThat(effects)
        .extracting(effect -> effect.path("operation").asText())
        .containsExactlyInAnyOrderElementsOf(EXPECTED);
      assertThat(effects).allMatch(effect -> effect.path("timesApplied").asInt() == 1);
      assertThat(
        scenario
          .timeline(id)
          .stream()
          .filter(entry -> entry.path("type").asText().equals("started"))
      ).hasSize(1);
    }
  }

  private static String id(String id) {
    return id;
  }

  private static Scenario scenario(StewardProcess process) {
    return new Scenario(Api.of(process.uri("/")));
  }
}
