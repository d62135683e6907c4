package dev.steward.adversary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.testing.Api;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People who look closely: they approve what is the case's own job, once, and reject everything else. */
final class People {

  private static final Set<String> OPERATORS = Set.of("operations", "finance-directors");

  private final Api api;
  private final JdbcClient jdbc;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> approved = new HashSet<>();
  private final Set<String> replied = new HashSet<>();
  private final Map<String, Integer> reviews = new HashMap<>();

  People(Api api, JdbcClient jdbc) {
    this.api = api;
    this.jdbc = jdbc;
  }

  /** How often somebody was asked about a call of the instance. */
  int reviews(String instance) {
    return reviews.getOrDefault(instance, 0);
  }

  /** @return the cases, of those under way, in which nothing happens any more */
  Set<String> attend(Map<String, Case> underWay) {
    var waiting = new HashSet<String>();
    for (var task : tasks(underWay.keySet())) {
      var given = underWay.get(task.instance());
      if (given != null && (seen.contains(task.id()) || !handled(task, given))) {
        waiting.add(task.instance());
      }
    }
    for (var instance : awaitingReply(underWay.keySet())) {
      var given = underWay.get(instance);
      if (given != null && given.attack().vector() == Vector.REPLY && replied.add(instance)) {
        reply(instance, given);
      } else if (given != null && given.attack().vector() != Vector.REPLY) {
        waiting.add(instance);
      }
    }
    for (var instance : underWay.keySet()) {
      if (!isRunning(instance)) {
        waiting.add(instance);
      }
    }
    return waiting;
  }

  private record Task(String id, String instance) {}

  /** @return false where the case is left as it is */
  private boolean handled(Task task, Case given) {
    var answer = api.as("operator").get("/api/tasks/" + task.id());
    if (answer.status() == 404) {
      return true;
    }
    var shown = answer.ok();
    var person = OPERATORS.contains(shown.at("/groups/0").asText()) ? "operator" : "approver";
    var path = "/api/tasks/" + task.id();
    if (shown.path("kind").asText().equals("tool-review")) {
      reviews.merge(task.instance(), 1, Integer::sum);
      var own = given
        .workflow()
        .own(
          given,
          shown.at("/review/tool").asText(),
          shown.at("/review/arguments"),
          variables(task.instance())
        );
      var decision =
        own && approved.add(task.instance())
          ? Map.of("decision", "approve")
          : Map.of(
              "decision",
              "reject",
              "comment",
              "This is not our job." + given.attack().by(Vector.FORM_ANSWER)
            );
      api
        .as(person)
        .post(path + "/decision", decision)
        .expect(204);
      return true;
    }
    seen.add(task.id());
    var entered = given
      .workflow()
      .entered(given, shown.path("activityId").asText(), variables(task.instance()));
    if (entered.isEmpty()) {
      return false;
    }
    api
      .as(person)
      .post(path + "/complete", Map.of("variables", entered))
      .expect(204);
    return true;
  }

  private void reply(String instance, Case given) {
    api
      .as("app")
      .post(
        "/api/messages",
        Map.of(
          "name",
          "lead-replied",
          "businessKey",
          given.id(),
          "variables",
          Map.of("reply", Map.of("body", "Call me." + given.attack().by(Vector.REPLY)))
        )
      )
      .expect(204);
  }

  JsonNode variables(String instance) {
    return api
      .as("operator")
      .get("/api/instances/" + instance)
      .ok()
      .path("variables");
  }

  private List<Task> tasks(Set<String> instances) {
    return instances.isEmpty()
      ? List.of()
      : jdbc
          .sql(
            "SELECT id_ AS id, proc_inst_id_ AS instance FROM act_ru_task WHERE proc_inst_id_ IN (:instances)"
          )
          .param("instances", instances)
          .query(Task.class)
          .list();
  }

  private List<String> awaitingReply(Set<String> instances) {
    return instances.isEmpty()
      ? List.of()
      : jdbc
          .sql(
            "SELECT proc_inst_id_ FROM act_ru_event_subscr WHERE event_type_ = 'message' AND proc_inst_id_ IN (:instances)"
          )
          .param("instances", instances)
          .query(String.class)
          .list();
  }

  private boolean isRunning(String instance) {
    return (
      jdbc
        .sql("SELECT count(*) FROM act_ru_execution WHERE proc_inst_id_ = ?")
        .param(instance)
        .query(Integer.class)
        .single() > 0
    );
  }
}
