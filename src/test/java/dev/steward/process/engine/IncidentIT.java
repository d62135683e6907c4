package dev.steward.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Progress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see of a step that gave up, and what a retry tells them. */
class IncidentIT extends EngineIT {

  private static final Progress DONE = new Progress.Finished(TextNode.valueOf("done"), Labels.NONE);
  private static final Progress FAILED = new Progress.Failed(
    "PROBE_FAILED",
    "The model gives no usable answer"
  );

  @ParameterizedTest
  @ValueSource(strings = { "one-task", "caught-elsewhere" })
  void opensAtOnceWhereNobodyCatchesAFailure(String process) {
    Probe.does(id -> FAILED);

    var instance = start(process);

    var incident = awaitIncident(instance);
    assertThat(incident.path("processKey").asText()).isEqualTo(process);
    assertThat(incident.path("activityId").asText()).isEqualTo("work");
    assertThat(incident.path("kind").asText()).isEqualTo("run-failed");
    assertThat(incident.path("code").asText()).isEqualTo("PROBE_FAILED");
    assertThat(incident.path("reason").asText()).isEqualTo("The model gives no usable answer");
    assertThat(incident.path("retries").asInt()).isZero();
    assertThat(incident.path("lastRetry").isNull()).isTrue();
    assertThat(Probe.performed()).isEqualTo(1);
    assertThat(state(instance)).isEqualTo("failed");
    assertThat(trail(instance)).containsExactly("incident.opened by system");
    assertThat(
      items(
        api
          .as("auditor")
          .get("/api/instances/" + instance + "/timeline")
          .expect(200)
      )
    ).anyMatch(entry -> entry.path("type").asText().equals("incident"));
  }

  @Test
  void goesOnAfterARetryThatWorks() {
    var instance = failedInstance();
    Probe.does(id -> DONE);

    var result = retry(awaitIncident(instance), 10);

    assertThat(result.path("outcome").asText()).isEqualTo("resolved");
    assertThat(result.path("reason").isNull()).isTrue();
    assertThat(Probe.reopened()).hasSize(1);
    assertThat(incidents(instance)).isEmpty();
    assertThat(state(instance)).isEqualTo("completed");
    assertThat(trail(instance)).containsExactly(
      "incident.opened by system",
      "incident.retried by operator",
      "incident.resolved by system"
    );
  }

  @Test
  void saysSoWhenItFailsAgain() {
    var instance = failedInstance();
    Probe.does(id -> new Progress.Failed("PROBE_FAILED", "Still no usable answer"));
    var before = awaitIncident(instance);

    var result = retry(before, 10);

    assertThat(result.path("outcome").asText()).isEqualTo("failed-again");
    assertThat(result.path("reason").asText()).isEqualTo("Still no usable answer");
    var after = awaitIncident(instance);
    assertThat(after.path("id")).isEqualTo(before.path("id"));
    assertThat(after.path("retries").asInt()).isEqualTo(1);
    assertThat(after.at("/lastRetry/by").asText()).isEqualTo("operator");
    assertThat(state(instance)).isEqualTo("failed");
  }

  @Test
  void doesNotWaitForEver() {
    var instance = failedInstance();
    var released = new CountDownLatch(1);
    Probe.does(id -> {
      released.await();
      return DONE;
    });
    var incident = awaitIncident(instance);

    assertThat(retry(incident, 0).path("outcome").asText()).isEqualTo("running");
    assertThat(state(instance)).isEqualTo("running");
    // Another operator who is late is told how it stands, too.
    assertThat(retry(incident, 0).path("outcome").asText()).isEqualTo("running");
    assertThat(incidents(instance)).isEmpty();
    released.countDown();

    awaitEnd(instance);
    assertThat(retry(incident, 0).path("outcome").asText()).isEqualTo("gone");
  }

  @Test
  void groupsWhatFailedInTheSameWayAndRetriesAGroup() {
    var number = new AtomicInteger();
    Probe.does(id ->
      new Progress.Failed(
        "GROUP_FAILED",
        "Order %d of 'customer %s' has no price".formatted(number.incrementAndGet(), id)
      )
    );
    var instances = List.of(start("one-task"), start("one-task"), start("one-task"));
    instances.forEach(this::awaitIncident);

    var group = group();
    assertThat(group.path("count").asInt()).isEqualTo(3);
    assertThat(group.path("reason").asText()).isEqualTo("Order … of … has no price");
    assertThat(group.path("activityId").asText()).isEqualTo("work");
    assertThat(texts(group.path("instanceIds"))).containsExactlyInAnyOrderElementsOf(instances);
    Probe.does(id ->
      Probe.execution(id).equals(executionOf(instances.getFirst()))
        ? new Progress.Failed("GROUP_FAILED", "Order 0 of 'nobody' has no price")
        : DONE
    );
    var path = "/api/incidents/groups/" + group.path("id").asText() + "/retry?wait=20";

    var retried = api.as("operator").post(path).expect(200);

    assertThat(retried.path("results").findValuesAsText("outcome")).containsExactlyInAnyOrder(
      "failed-again",
      "resolved",
      "resolved"
    );
    assertThat(retried.path("left").asInt()).isZero();
    // What has failed again is none of those that were open before.
    var rest = api
      .as("operator")
      .post(path + "&before=" + retried.path("before").asText())
      .expect(200);
    assertThat(rest.path("results")).isEmpty();
    assertThat(group().path("count").asInt()).isEqualTo(1);
    api
      .as("operator")
      .delete("/api/instances/" + instances.getFirst() + "?reason=over")
      .expect(204);
    assertThat(api.as("operator").post(path).code()).isEqualTo("incident-group-not-found");
  }

  private JsonNode group() {
    return items(api.as("auditor").get("/api/incidents/groups?processKey=one-task").expect(200))
      .stream()
      .filter(group -> group.path("code").asText().equals("GROUP_FAILED"))
      .findFirst()
      .orElseThrow();
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void retriesManyAndAnswersForEach() {
    var broken = failedInstance();
    var mended = failedInstance();
    var cancelled = failedInstance();
    var ids = List.of(
      awaitIncident(broken).path("id").asText(),
      awaitIncident(mended).path("id").asText(),
      awaitIncident(cancelled).path("id").asText(),
      "no-such-incident"
    );
    api
      .as("operator")
      .delete("/api/instances/" + cancelled + "?reason=over")
      .expect(204);
    Probe.does(id -> Probe.execution(id).equals(executionOf(broken)) ? FAILED : DONE);

    var results = api.as("operator").post("/api/incidents/retry", Map.of("ids", ids)).expect(200);

    assertThat(results.findValuesAsText("id")).isEqualTo(ids);
    assertThat(results.findValuesAsText("outcome")).containsExactly(
      "failed-again",
      "resolved",
      "gone",
      "gone"
    );
  }

  @Test
  void opensForAJobThatFailsAsOftenAsTheEngineTriesAndHidesItsMessage()
    throws InterruptedException {
    var lastTry = new CountDownLatch(1);
    Probe.does(id -> {
      lastTry.await();
      throw new IllegalStateException("password=geheim");
    });
    var instance = start("one-task");
    await().until(
      () ->
        jdbc
          .sql("UPDATE act_ru_job SET retries_ = 1 WHERE process_instance_id_ = :id")
          .param("id", instance)
          .update() == 1
    );
    lastTry.countDown();

    var incident = awaitIncident(instance);

    assertThat(incident.path("kind").asText()).isEqualTo("job-failed");
    assertThat(incident.path("code").isNull()).isTrue();
    assertThat(incident.path("reason").asText())
      .contains("IllegalStateException")
      .doesNotContain("geheim");
    Probe.does(id -> DONE);
    assertThat(retry(incident, 10).path("outcome").asText()).isEqualTo("resolved");
  }

  @Test
  void showsAnInstanceAsRunningWhileTheEngineTriesByItself() {
    Probe.does(id -> {
      throw new IllegalStateException("Not now");
    });

    var instance = start("one-task");

    await().until(() -> !jobs("act_ru_timer_job", instance).isEmpty());
    assertThat(state(instance)).isEqualTo("running");
    assertThat(incidents(instance)).isEmpty();
  }

  @Test
  void isThereForOperatorsAndAuditorsAndRetriedByOperatorsOnly() {
    var id = awaitIncident(failedInstance()).path("id").asText();

    assertThat(api.as("approver").get("/api/incidents").status()).isEqualTo(403);
    assertThat(api.as("app").get("/api/incidents").status()).isEqualTo(403);
    assertThat(
      api
        .as("auditor")
        .post("/api/incidents/" + id + "/retry")
        .status()
    ).isEqualTo(403);
    assertThat(
      api
        .as("auditor")
        .post("/api/incidents/retry", Map.of("ids", List.of(id)))
        .status()
    ).isEqualTo(403);
    assertThat(
      api.as("operator").post("/api/incidents/retry", Map.of("ids", List.of())).code()
    ).isEqualTo("validation-failed");
    assertThat(
      api
        .as("operator")
        .post("/api/incidents/" + id + "/retry?wait=3600")
        .code()
    ).isEqualTo("validation-failed");
  }

  private String failedInstance() {
    Probe.does(id -> FAILED);
    var instance = start("one-task");
    awaitIncident(instance);
    return instance;
  }

  private JsonNode retry(JsonNode incident, int wait) {
    return api
      .as("operator")
      .post("/api/incidents/" + incident.path("id").asText() + "/retry?wait=" + wait)
      .expect(200);
  }

  private JsonNode awaitIncident(String instance) {
    await().until(() -> incidents(instance).size() == 1);
    return incidents(instance).getFirst();
  }

  private List<JsonNode> incidents(String instance) {
    return items(
      api
        .as("auditor")
        .get("/api/incidents?instanceId=" + instance)
        .expect(200)
    );
  }

  private String state(String instance) {
    return api
      .as("operator")
      .get("/api/instances/" + instance)
      .expect(200)
      .path("state")
      .asText();
  }

  private List<String> trail(String instance) {
    return jdbc
      .sql(
        """
        SELECT type || ' by ' || actor FROM audit_entry
        WHERE instance_id = :id AND type LIKE 'incident.%' ORDER BY id
        """
      )
      .param("id", instance)
      .query(String.class)
      .list();
  }

  private String executionOf(String instance) {
    return jdbc
      .sql("SELECT id_ FROM act_ru_execution WHERE proc_inst_id_ = :id AND parent_id_ IS NOT NULL")
      .param("id", instance)
      .query(String.class)
      .single();
  }

  private static List<JsonNode> items(JsonNode listing) {
    return StreamSupport.stream(listing.path("items").spliterator(), false).toList();
  }
}
