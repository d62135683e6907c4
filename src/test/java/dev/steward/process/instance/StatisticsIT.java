package dev.steward.process.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StatisticsIT extends InstanceIT {

  @Test
  void addsUpWhatWasEnteredCompletedAndLeft() {
    var key = "counted-" + UUID.randomUUID();
    repository
      .createDeployment()
      .addString(
        "counted.bpmn",
        process(
          key,
          """
          <startEvent id="start"/>
          <sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
          <userTask id="check" name="Check" flowable:candidateGroups="sales"/>
          <sequenceFlow id="f2" sourceRef="check" targetRef="end"/>
          <endEvent id="end"/>
          """
        )
      )
      .deploy();
    start(key, "app", unique("s"), Map.of());
    var done = start(key, "app", unique("s"), Map.of());
    complete(done);
    var cancelled = start(key, "app", unique("s"), Map.of());
    as("operator")
      .delete("/api/instances/" + cancelled)
      .expect(204);
    jdbc
      .sql(
        """
        INSERT INTO incident (id, process_key, instance_id, activity_id, kind, reason, opened_at)
        VALUES (gen_random_uuid()::text, :key, :id, 'check', 'job-failed', 'A test', now())
        """
      )
      .param("key", key)
      .param("id", done)
      .update();
    jdbc
      .sql(
        "UPDATE act_hi_actinst SET duration_ = 4000 WHERE proc_inst_id_ = :id AND act_id_ = 'check'"
      )
      .param("id", done)
      .update();

    var check = activity(statistics(key, ""), "check");

    assertThat(check.path("entered").asInt()).isEqualTo(3);
    assertThat(check.path("completed").asInt()).isEqualTo(1);
    assertThat(check.path("active").asInt()).isEqualTo(1);
    assertThat(check.path("incidents").asInt()).isEqualTo(1);
    assertThat(check.path("p50Ms").asDouble()).isEqualTo(4_000);
    assertThat(check.path("p95Ms").asDouble()).isEqualTo(4_000);
    assertThat(activity(statistics(key, "?version=1"), "start").path("entered").asInt()).isEqualTo(
      3
    );
    assertThat(statistics(key, "?version=2").path("items")).isEmpty();
    assertThat(statistics(key, "?to=2020-01-01T00:00:00Z").path("items")).isEmpty();
  }

  @Test
  void refusesPeriodsAndCallersThatDoNotFit() {
    var path = "/api/processes/case/statistics";
    assertThat(
      as("operator")
        .get(path + "?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")
        .status()
    ).isEqualTo(422);
    assertThat(as("app").get(path).status()).isEqualTo(403);
    assertThat(as("operator").get("/api/processes/nothing/statistics").status()).isEqualTo(404);
  }

  private JsonNode statistics(String key, String query) {
    return as("operator")
      .get("/api/processes/" + key + "/statistics" + query)
      .expect(200);
  }

  private static JsonNode activity(JsonNode statistics, String id) {
    return items(statistics)
      .stream()
      .filter(item -> item.path("activityId").asText().equals(id))
      .findFirst()
      .orElseThrow();
  }
}
