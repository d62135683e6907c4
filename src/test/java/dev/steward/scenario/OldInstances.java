package dev.steward.scenario;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.testing.Api;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Instances that ended long ago: run now, like any other, and then moved to where they belong, with figures to match. */
final class OldInstances {

  private static final Map<String, ?> SUMMARY = Map.of(
    "request",
    Map.of("ticket", "T-1001", "document", "HB-12", "page", "https://status.example/incidents/8841")
  );

  static final String FAMILY = """
  <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:steward="https://steward.dev/bpmn/1"
    targetNamespace="test">
    <process id="kept-parent" name="Kept parent" isExecutable="true">
      <extensionElements><steward:workflow retention="P60D" /></extensionElements>
      <startEvent id="start" /><sequenceFlow id="f1" sourceRef="start" targetRef="call" />
      <callActivity id="call" calledElement="kept-child" />
      <sequenceFlow id="f2" sourceRef="call" targetRef="end" /><endEvent id="end" />
    </process>
    <process id="kept-child" name="Kept child" isExecutable="true">
      <extensionElements><steward:workflow retention="P100D" /></extensionElements>
      <startEvent id="start2" /><sequenceFlow id="g1" sourceRef="start2" targetRef="end2" /><endEvent id="end2" />
    </process>
    <process id="waiting" name="Waiting" isExecutable="true">
      <startEvent id="start3" /><sequenceFlow id="h1" sourceRef="start3" targetRef="wait" />
      <userTask id="wait" /><sequenceFlow id="h2" sourceRef="wait" targetRef="end3" /><endEvent id="end3" />
    </process>
  </definitions>
  """;

  private final Scenario scenario;
  private final Api api;
  private final JdbcClient jdbc;

  OldInstances(Scenario scenario, Api api, JdbcClient jdbc) {
    this.scenario = scenario;
    this.api = api;
    this.jdbc = jdbc;
  }

  String summary(int days) {
    return summary(days, "summary-" + UUID.randomUUID());
  }

  String summary(int days, String businessKey) {
    var id = scenario.start("internal-summary", businessKey, SUMMARY);
    scenario.awaitState(id, "completed");
    move(id, days);
    return id;
  }

  /** With a review, a comment and a file. */
  String outreach(int days) {
    var id = scenario.start("outreach-" + UUID.randomUUID(), Scenario.FITTING_LEAD);
    var task = scenario.awaitTask(id, "send-message").path("id").asText();
    api.as("approver").post("/api/tasks/" + task + "/comments", Map.of("text", "Looks right"));
    api
      .as("approver")
      .post("/api/tasks/" + task + "/decision", Map.of("decision", "approve"))
      .expect(204);
    scenario.awaitActive(id, "reply-received");
    jdbc
      .sql(
        """
        INSERT INTO attachment (id, person, uploaded_by, process_key, task_id, instance_id, field, name, type, size, sha256,
          content, uploaded_at, kept_at)
        VALUES (gen_random_uuid(), 'app', 'app', 'lead-outreach', :task, :id, 'file', 'a.txt', 'text/plain', 1,
          repeat('0', 64), 'x', now(), now())
        """
      )
      .param("task", task)
      .param("id", id)
      .update();
    api
      .as("operator")
      .delete("/api/instances/" + id + "?reason=Enough")
      .ok();
    scenario.awaitState(id, "cancelled");
    move(id, days);
    return id;
  }

  /** With a large value each. */
  List<String> family(int days) {
    var text = UUID.randomUUID() + "x".repeat(5_000);
    var parent = scenario.start(
      "kept-parent",
      "family-" + UUID.randomUUID(),
      Map.of("big", Map.of("text", text))
    );
    scenario.awaitState(parent, "completed");
    var child = scenario.instance(parent).at("/children/0/id").asText();
    move(parent, days);
    move(child, days);
    return List.of(parent, child);
  }

  private void move(String id, int days) {
    for (var move : PastWork.MOVES) {
      jdbc
        .sql(move)
        .param("back", Duration.ofDays(days).toSeconds())
        .param("longer", 60)
        .param("id", id)
        .update();
    }
  }

  /** Hours in which nothing happened have nothing to add up; the others are waited for. */
  void addUp() {
    jdbc
      .sql(
        """
        DELETE FROM measured_hour WHERE starts IN (
          SELECT date_trunc('hour', start_time_::timestamptz) FROM act_hi_procinst
          UNION SELECT date_trunc('hour', end_time_::timestamptz) FROM act_hi_procinst WHERE end_time_ IS NOT NULL)
        """
      )
      .update();
    jdbc
      .sql(
        """
        INSERT INTO measured_hour (starts, computed_at)
        SELECT h, now() FROM generate_series(date_trunc('hour', now()) - interval '200 days', now() - interval '1 day', interval '1 hour') h
        WHERE NOT EXISTS (SELECT FROM act_hi_procinst
          WHERE start_time_::timestamptz < h + interval '1 hour' AND start_time_::timestamptz >= h
            OR end_time_::timestamptz < h + interval '1 hour' AND end_time_::timestamptz >= h)
        ON CONFLICT DO NOTHING
        """
      )
      .update();
    await("figures")
      .atMost(Duration.ofSeconds(90))
      .until(
        () ->
          jdbc
            .sql(
              """
              SELECT count(*) FROM generate_series(date_trunc('hour', now()) - interval '200 days', now() - interval '1 day', interval '1 hour') h
              WHERE NOT EXISTS (SELECT FROM measured_hour WHERE starts = h)
              """
            )
            .query(Long.class)
            .single(),
        missing -> missing == 0
      );
  }

  /** Whether it took the right way, when it ended. */
  void judged(String id) {
    jdbc
      .sql(
        """
        INSERT INTO outcome_label (instance_id, kind, label, process_key, version, step, agent, correct, judged_by, judged_at)
        SELECT id_, 'routing', 'way', 'kept-parent', 1, '', '', true, 'operator', end_time_::timestamptz
        FROM act_hi_procinst WHERE id_ = :id
        """
      )
      .param("id", id)
      .update();
  }

  /** By then all hours that are still added up again had their turn to be. */
  void awaitFiguresOfNow() {
    var now = jdbc.sql("SELECT now()::timestamp").query(Timestamp.class).single();
    await("the next figures")
      .atMost(Duration.ofSeconds(60))
      .until(() ->
        jdbc
          .sql("SELECT max(computed_at)::timestamp > :now FROM measured_hour")
          .param("now", now)
          .query(Boolean.class)
          .single()
      );
  }

  JsonNode figures() {
    var to = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
    var from = to.minus(190, ChronoUnit.DAYS);
    return api
      .as("operator")
      .get("/api/monitoring?from=%s&to=%s".formatted(from, to))
      .expect(200)
      .path("categories");
  }
}
