package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A process as a tool: started once for a call, as the person the agent acts for, and awaited for as long as it takes. */
class ProcessToolIT extends AgentRunIT {

  @Test
  void answersWithTheVariablesOfAProcessThatEnds() {
    var errand = errand("bounded");
    errand.says(errand.call("demo_quick-process", "a"), done("well"));

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.quick-process succeeded");
    assertThat(errand.calls().getFirst().result().path("item").asText()).isEqualTo("a");
    assertThat(started(errand)).containsExactly("app");
  }

  @Test
  void waitsInTheDatabaseForAProcessThatTakesItsTime() {
    var errand = errand("bounded");
    errand.says(errand.call("demo_slow-process", "a"), done("well"));

    errand.perform();

    assertThat(errand.stored().state()).isEqualTo(RunState.QUEUED);
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.slow-process deferred");

    clock.advance(Duration.ofMinutes(10));
    errand.perform();
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.slow-process deferred");

    complete(errand);
    clock.advance(Duration.ofMinutes(10));
    errand.perform();

    errand.assertDone("well");
    assertThat(started(errand)).hasSize(1);
  }

  @Test
  void doesNotKnowWhatAProcessHadDoneThatWasCancelled() {
    var errand = errand("bounded");
    errand.says(errand.call("demo_slow-process", "a"), done("well"));
    errand.perform();

    api
      .as("operator")
      .delete("/api/instances/" + instance(errand) + "?reason=no%20more")
      .expect(204);
    clock.advance(Duration.ofMinutes(10));
    errand.perform();

    errand.assertFailed("TOOL_FAILED");
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.slow-process unknown");
  }

  private void complete(Errand errand) {
    var instance = instance(errand);
    var task = items(api.as("operator").get("/api/tasks?scope=all").ok())
      .stream()
      .filter(open -> open.path("instanceId").asText().equals(instance))
      .findFirst()
      .orElseThrow();
    var path = "/api/tasks/" + task.path("id").asText();
    api
      .as("operator")
      .post(path + "/complete", Map.of("variables", Map.of()))
      .expect(204);
  }

  private String instance(Errand errand) {
    return jdbc
      .sql("SELECT instance_id FROM process_start WHERE idempotency_key = :key")
      .param("key", errand.calls().getFirst().key())
      .query(String.class)
      .single();
  }

  private List<String> started(Errand errand) {
    return jdbc
      .sql("SELECT actor FROM process_start WHERE idempotency_key = :key")
      .param("key", errand.calls().getFirst().key())
      .query(String.class)
      .list();
  }
}
