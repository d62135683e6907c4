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
    var started = api
      .as("operator")
      .get("/api/instances/" + instance(errand))
      .ok();
    assertThat(started.path("parentId").asText()).isEqualTo(
      jdbc
        .sql("SELECT instance_id FROM tool_call WHERE idempotency_key = :key")
        .param("key", errand.calls().getFirst().key())
        .query(String.class)
        .single()
    );
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

  @Test
  void startsNothingThatWasForbiddenWhileItHadToWait() {
    clock.reset();
    var first = errand("bounded");
    first.says(first.call("demo_rare-process", "a"), done("well")).perform();
    var errand = errand("bounded");
    errand.says(errand.call("demo_rare-process", "a"), done("without"));
    errand.perform();
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.rare-process deferred");
    turn("/api/tools/demo.rare-process/switch", false);
    try {
      clock.advance(Duration.ofSeconds(11));
      errand.perform();
    } finally {
      turn("/api/tools/demo.rare-process/switch", true);
    }

    errand.assertDone("without");
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.rare-process failed");
    assertThat(started(errand)).isEmpty();
  }

  @Test
  void awaitsAProcessThatIsRunningWhateverHasBeenStoppedSince() {
    var errand = errand("bounded");
    errand.says(errand.call("demo_slow-process", "a"), done("well")).perform();
    turn("/api/processes/sub-slow/switch", false);
    turn("/api/tools/demo.slow-process/switch", false);
    try {
      clock.advance(Duration.ofMinutes(10));
      errand.perform();
      assertThat(errand.callsInShort()).containsExactly("1.0 demo.slow-process deferred");

      complete(errand);
      clock.advance(Duration.ofMinutes(10));
      errand.perform();
    } finally {
      turn("/api/processes/sub-slow/switch", true);
      turn("/api/tools/demo.slow-process/switch", true);
    }

    errand.assertDone("well");
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.slow-process succeeded");
  }

  private void turn(String path, boolean on) {
    api
      .as("operator")
      .put(path, Map.of("enabled", on, "reason", "for a test"))
      .expect(200);
  }

  private void complete(Errand errand) {
    var instance = instance(errand);
    var task = items(api.as("operator").get("/api/tasks?scope=all&sort=newest").ok())
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
