package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.identity.Actor;
import dev.steward.identity.Role;
import dev.steward.process.spi.ProcessStarter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.flowable.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Flowable's own REST API, as clients use it that people already have. */
class EngineApiIT extends ApplicationIT {

  private static final String TASKS = "/process-api/runtime/tasks";

  @Autowired
  RepositoryService repository;

  @Autowired
  ProcessStarter starter;

  @BeforeEach
  void deploy() {
    repository
      .createDeployment()
      .name("access")
      .addClasspathResource("access/for-sales.bpmn20.xml")
      .addString(
        "a-form.form",
        """
        {"type": "default", "components": [{"type": "textfield", "key": "note", "label": "Note"}]}
        """
      )
      .enableDuplicateFiltering()
      .deploy();
  }

  @Test
  void listsOwnAndCandidateTasksAndNoOthers() {
    var forSales = start("for-sales");
    var forOperations = start("for-operations");

    var seen = instances(
      api
        .as("approver")
        .get(TASKS + "?size=1000")
        .expect(200)
    );
    assertThat(seen).contains(forSales).doesNotContain(forOperations);
    var asked = api
      .as("approver")
      .post("/process-api/query/tasks", Map.of("size", 1000))
      .expect(200);
    assertThat(instances(asked)).contains(forSales).doesNotContain(forOperations);
    assertThat(
      instances(
        api
          .as("auditor")
          .get(TASKS + "?size=1000")
          .expect(200)
      )
    ).contains(forSales, forOperations);
    assertThat(
      instances(
        api
          .as("app")
          .get(TASKS + "?size=1000")
          .expect(200)
      )
    ).isEmpty();
  }

  @Test
  void saysOfSomebodyElsesTaskWhatItSaysOfNone() {
    var task = taskOf(start("for-operations"));

    var hidden = api.as("approver").get(TASKS + "/" + task);
    var none = api.as("approver").get(TASKS + "/none");

    assertThat(hidden.status()).isEqualTo(404);
    assertThat(hidden.text()).isEqualTo(none.text().replace("none", task));
  }

  @Test
  void listsNoTasksByTheirValues() {
    var query = Map.of(
      "processInstanceVariables",
      List.of(Map.of("name", "secret", "value", "x", "operation", "equals", "type", "string"))
    );

    assertThat(api.as("approver").post("/process-api/query/tasks", query).status()).isEqualTo(403);
    assertThat(
      api
        .as("approver")
        .get(TASKS + "?includeProcessVariables=true")
        .status()
    ).isEqualTo(403);
    assertThat(
      api
        .as("approver")
        .get(TASKS + "/" + taskOf(start("for-sales")) + "/variables")
        .status()
    ).isEqualTo(403);
  }

  @Test
  void claimsAndCompletesByTheRulesAndOnTheTrail() {
    var instance = start("for-sales");
    var task = TASKS + "/" + taskOf(instance);

    assertThat(
      api
        .as("operator")
        .post(task, Map.of("action", "claim", "assignee", "operator"))
        .status()
    ).isEqualTo(403);
    assertThat(
      api
        .as("approver")
        .post(task, Map.of("action", "claim", "assignee", "analyst"))
        .status()
    ).isEqualTo(403);
    api
      .as("approver")
      .post(task, Map.of("action", "claim", "assignee", "approver"))
      .expect(200);
    assertThat(api.as("approver").get(task).expect(200).path("assignee").asText()).isEqualTo(
      "approver"
    );
    assertThat(
      api
        .as("approver")
        .post(task, Map.of("action", "delegate", "assignee", "app"))
        .status()
    ).isEqualTo(403);
    assertThat(api.as("operator").post(task, Map.of("action", "complete")).status()).isEqualTo(403);
    var withValues = Map.of(
      "action",
      "complete",
      "variables",
      List.of(Map.of("name", "approved", "value", true))
    );
    assertThat(api.as("approver").post(task, withValues).status()).isEqualTo(403);
    api.as("approver").post(task, Map.of("action", "complete")).expect(200);

    assertThat(
      api
        .as("operator")
        .get("/api/instances/" + instance)
        .expect(200)
        .path("state")
        .asText()
    ).isEqualTo("completed");
    var trail = api
      .as("auditor")
      .get("/api/audit?instanceId=" + instance)
      .expect(200);
    assertThat(trail.path("items").findValuesAsText("type")).containsSubsequence(
      "task.completed",
      "task.claimed"
    );
  }

  @Test
  void completesNoTaskWithAForm() {
    var instance = starter.start(
      "with-form",
      null,
      null,
      null,
      new Actor("app", "app", Set.of(Role.APP), Set.of(), Set.of())
    );

    var answer = api
      .as("approver")
      .post(TASKS + "/" + taskOf(instance), Map.of("action", "complete"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("/api/tasks/{id}/complete");
  }

  @Test
  void startsDeploysWritesAndDeletesNothing() {
    var instance = start("for-sales");
    var task = taskOf(instance);
    for (var name : List.of("operator", "app", "analyst")) {
      var caller = api.as(name);
      assertThat(
        caller
          .post(
            "/process-api/runtime/process-instances",
            Map.of("processDefinitionKey", "for-sales")
          )
          .status()
      ).isEqualTo(403);
      assertThat(caller.post("/process-api/repository/deployments", Map.of()).code()).isEqualTo(
        "deployments-not-here"
      );
      assertThat(
        caller.delete("/process-api/runtime/process-instances/" + instance).status()
      ).isEqualTo(403);
      var value = List.of(Map.of("name", "x", "type", "serializable", "value", "rO0AB"));
      assertThat(
        caller
          .post("/process-api/runtime/process-instances/" + instance + "/variables", value)
          .status()
      ).isEqualTo(403);
      assertThat(caller.post(TASKS + "/" + task + "/variables", value).status()).isEqualTo(403);
      assertThat(caller.get("/process-api/management/tables/ACT_RU_TASK/data").status()).isEqualTo(
        403
      );
    }
  }

  @Test
  void showsInstancesToWhoeverStartedThem() {
    var own = start("for-sales");
    var other = starter.start(
      "for-sales",
      null,
      null,
      null,
      new Actor("somebody", "Somebody", Set.of(Role.APP), Set.of(), Set.of())
    );
    var seen = api.as("app").get("/process-api/runtime/process-instances?size=1000").expect(200);

    assertThat(seen.path("data").findValuesAsText("id")).contains(own).doesNotContain(other);
    assertThat(
      api
        .as("app")
        .get("/process-api/runtime/process-instances/" + other)
        .status()
    ).isEqualTo(404);
    var history = "/process-api/history/historic-process-instances/";
    assertThat(
      api
        .as("app")
        .get(history + other)
        .status()
    ).isEqualTo(404);
    assertThat(
      api
        .as("app")
        .get(history + own)
        .status()
    ).isEqualTo(200);
  }

  private String start(String process) {
    return starter.start(
      process,
      null,
      null,
      UUID.randomUUID().toString(),
      new Actor("app", "app", Set.of(Role.APP), Set.of(), Set.of())
    );
  }

  private String taskOf(String instance) {
    return api
      .as("operator")
      .get(TASKS + "?processInstanceId=" + instance)
      .expect(200)
      .at("/data/0/id")
      .asText();
  }

  private static List<String> instances(JsonNode tasks) {
    return tasks.path("data").findValuesAsText("processInstanceId");
  }
}
