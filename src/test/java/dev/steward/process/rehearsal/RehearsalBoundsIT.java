package dev.steward.process.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.identity.Actor;
import dev.steward.identity.Role;
import dev.steward.process.definition.Upload;
import dev.steward.process.spi.OpenTasks;
import dev.steward.process.spi.RehearsedReviews;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flowable.common.engine.impl.identity.Authentication;
import org.flowable.engine.ManagementService;
import org.flowable.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A rehearsal is never taken for work in earnest, and nobody gets at anything in earnest through one. */
class RehearsalBoundsIT extends RehearsalIT {

  @Autowired
  TaskService tasks;

  @Autowired
  ManagementService management;

  @Autowired
  OpenTasks open;

  @Autowired
  RehearsedReviews reviews;

  @Test
  void isInNobodysListAndNoVersionOfTheProcess() {
    var process = api.as("operator").get("/api/processes/lead-outreach").expect(200);
    var counts = api.as("approver").get("/api/tasks/counts").expect(200);
    var deployments = all("operator", "/api/deployments?processKey=lead-outreach").size();
    var id = rehearse(
      Upload.of(
        "lead-outreach.bpmn",
        file("lead-outreach.bpmn").replace("Lead outreach", "Tried")
      ).having("variables", JSON.valueToTree(SENSITIVE_LEAD).toString()),
      "analyst"
    );
    var task = awaitTask(id, "analyst", "send-message").path("id").asText();
    var instance = instanceOf(id);

    assertThat(api.as("operator").get("/api/processes/lead-outreach").expect(200)).isEqualTo(
      process
    );
    assertThat(api.as("approver").get("/api/tasks/counts").expect(200)).isEqualTo(counts);
    assertThat(all("operator", "/api/deployments?processKey=lead-outreach")).hasSize(deployments);
    assertThat(all("operator", "/api/processes").toString()).doesNotContain("Tried");
    for (var list : List.of(
      "/api/tasks?scope=all&q=outreach.send",
      "/api/tasks?scope=candidate&kind=tool-review",
      "/api/instances?processKey=lead-outreach",
      "/api/incidents"
    )) {
      assertThat(all("operator", list).toString()).as(list).doesNotContain(task, instance);
      if (!list.equals("/api/incidents")) {
        assertThat(all("approver", list).toString()).as(list).doesNotContain(task, instance);
      }
    }
    for (var address : List.of(
      "/api/instances/" + instance,
      "/api/instances/" + instance + "/timeline",
      "/api/runs?instanceId=" + instance,
      "/api/tasks/" + task,
      "/api/tasks/" + task + "/form",
      "/process-api/runtime/tasks/" + task,
      "/process-api/runtime/process-instances/" + instance,
      "/process-api/history/historic-process-instances/" + instance,
      "/process-api/history/historic-task-instances/" + task
    )) {
      assertThat(api.as("operator").get(address).status()).as(address).isEqualTo(404);
    }
    for (var list : List.of(
      "/process-api/repository/process-definitions?key=lead-outreach",
      "/process-api/runtime/tasks",
      "/process-api/runtime/process-instances",
      "/process-api/history/historic-process-instances",
      "/process-api/history/historic-task-instances"
    )) {
      assertThat(api.as("operator").get(list).expect(200).toString())
        .as(list)
        .doesNotContain(task, instance, "Tried");
    }
    assertThat(
      jdbc
        .sql("SELECT count(*) FROM task_deadline WHERE task_id = :task")
        .param("task", task)
        .query(Long.class)
        .single()
    ).isZero();
    assertThat(
      api
        .as("operator")
        .post(
          "/api/processes/lead-outreach/migrations",
          Map.of("fromVersion", 1, "toVersion", 2, "dryRun", true, "reason", "A test")
        )
        .code()
    ).isEqualTo("process-not-found");
  }

  @Test
  void isAnsweredThroughNoOtherDoor() {
    var id = rehearse(leadOutreach(), "analyst");
    var task = awaitTask(id, "analyst", "send-message").path("id").asText();

    for (var person : List.of("analyst", "approver", "operator")) {
      var as = api.as(person);
      assertThat(
        as.post("/api/tasks/" + task + "/decision", Map.of("decision", "approve")).status()
      ).isEqualTo(404);
      assertThat(as.post("/api/tasks/" + task + "/claim").status()).isEqualTo(404);
      assertThat(
        as.post("/api/tasks/" + task + "/complete", Map.of("variables", Map.of())).status()
      ).isEqualTo(404);
      assertThat(
        as
          .post(
            "/api/tasks/decisions",
            Map.of("decision", "take-over", "tasks", List.of(Map.of("id", task)))
          )
          .json()
          .at("/items/0/status")
          .asInt()
      ).isEqualTo(404);
      assertThat(
        as.post("/process-api/runtime/tasks/" + task, Map.of("action", "complete")).status()
      ).isEqualTo(404);
    }
    assertThat(
      api
        .as("analyst")
        .delete("/api/instances/" + instanceOf(id) + "?reason=x")
        .status()
    ).isEqualTo(404);
    assertThat(tasks.createTaskQuery().taskId(task).count()).isOne();
  }

  @Test
  void isForWhoeverRehearsesAndOperatorsOnlyLook() {
    var id = rehearse(Upload.of("a.bpmn", asking("rehearsed-own")), "analyst");
    var address = "/api/rehearsals/" + id;

    for (var person : List.of("approver", "auditor", "app")) {
      assertThat(api.as(person).get(address).status()).isEqualTo(403);
      assertThat(
        api
          .as(person)
          .post(address + "/answers", Map.of("activityId", "ask"))
          .status()
      ).isEqualTo(403);
      assertThat(send(Upload.of("a.bpmn", asking("rehearsed-own")), person).status()).isEqualTo(
        403
      );
    }
    look(id, "operator");
    assertThat(answer(id, "operator", Map.of("activityId", "ask")).status()).isEqualTo(403);
    var operators = rehearse(Upload.of("a.bpmn", asking("rehearsed-own")), "operator");
    assertThat(
      api
        .as("analyst")
        .get("/api/rehearsals/" + operators)
        .status()
    ).isEqualTo(404);
    assertThat(answer(operators, "analyst", Map.of("activityId", "ask")).status()).isEqualTo(404);
    assertThat(
      api
        .as("analyst")
        .delete("/api/rehearsals/" + operators)
        .status()
    ).isEqualTo(404);
  }

  @Test
  void answersNoTaskThatIsNotItsOwn() {
    deploy("in-earnest.bpmn", asking("in-earnest"));
    var instance = api
      .as("app")
      .post("/api/processes/in-earnest/instances", Map.of("businessKey", "EARNEST"))
      .expect(201)
      .path("id")
      .asText();
    var real = tasks.createTaskQuery().processInstanceId(instance).singleResult().getId();
    var others = rehearse(Upload.of("a.bpmn", asking("in-earnest")), "operator");
    var othersTask = awaitTask(others, "operator", "ask").path("id").asText();
    var id = rehearse(Upload.of("a.bpmn", asking("in-earnest")), "analyst");

    for (var task : List.of(real, othersTask)) {
      assertThat(answer(id, "analyst", Map.of("taskId", task)).code()).isEqualTo(
        "nothing-to-answer"
      );
      assertThat(
        answer(id, "analyst", Map.of("taskId", task, "activityId", "ask")).code()
      ).isEqualTo("nothing-to-answer");
    }
    answer(id, "analyst", Map.of("activityId", "ask")).expect(200);

    awaitState(id, "analyst", "completed");
    assertThat(tasks.createTaskQuery().taskId(real).count()).isOne();
    assertThat(tasks.createTaskQuery().taskId(othersTask).count()).isOne();
    assertThatThrownBy(() ->
      reviews.decide(
        open.find(real).orElseThrow(),
        "approve",
        null,
        null,
        new Actor("analyst", "Analyst", Set.of(Role.ANALYST), Set.of(), Set.of())
      )
    ).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void completesInTheEngineForNobodyElseThanWhoeverRehearses() {
    var id = rehearse(Upload.of("a.bpmn", asking("rehearsed-engine")), "analyst");
    var task = awaitTask(id, "analyst", "ask").path("id").asText();

    Authentication.setAuthenticatedUserId("approver");
    try {
      assertThatThrownBy(() -> tasks.complete(task)).hasMessageContaining("whoever rehearses");
      assertThatThrownBy(() -> tasks.claim(task, "approver")).hasMessageContaining("Nobody takes");
    } finally {
      Authentication.setAuthenticatedUserId(null);
    }
    assertThat(tasks.createTaskQuery().taskId(task).count()).isOne();
  }

  @Test
  void isStartedByNoTimerMessageOrSignalAndCatchesNoneInEarnest() {
    var events = diagram(
      "rehearsed-events",
      """
      <startEvent id="start"/>
      <startEvent id="by-time"><timerEventDefinition><timeCycle>R/PT1S</timeCycle></timerEventDefinition></startEvent>
      <startEvent id="by-message"><messageEventDefinition messageRef="rehearsed-message"/></startEvent>
      <startEvent id="by-signal"><signalEventDefinition signalRef="rehearsed-signal"/></startEvent>
      <sequenceFlow id="f1" sourceRef="start" targetRef="catch"/>
      <sequenceFlow id="f2" sourceRef="by-time" targetRef="catch"/>
      <sequenceFlow id="f3" sourceRef="by-message" targetRef="catch"/>
      <sequenceFlow id="f4" sourceRef="by-signal" targetRef="catch"/>
      <intermediateCatchEvent id="catch"><signalEventDefinition signalRef="rehearsed-signal"/></intermediateCatchEvent>
      <sequenceFlow id="f5" sourceRef="catch" targetRef="end"/>
      <endEvent id="end"/>
      """
    );
    var id = rehearse(Upload.of("a.bpmn", events), "analyst");
    awaitWait(id, "analyst", "catch");

    assertThat(management.createTimerJobQuery().jobTenantId(id).count()).isZero();
    assertThat(runtime.createEventSubscriptionQuery().tenantId(id).list()).allMatch(
      subscription -> subscription.getProcessInstanceId() != null
    );
    runtime.signalEventReceived("rehearsed-signal");
    assertThat(
      api
        .as("operator")
        .post("/api/messages", Map.of("name", "rehearsed-message", "businessKey", "x"))
        .code()
    ).isEqualTo("message-not-expected");
    assertThat(look(id, "analyst").path("state").asText()).isEqualTo("waiting");
    assertThat(runtime.createProcessInstanceQuery().processInstanceTenantId(id).count()).isOne();

    answer(id, "analyst", Map.of("activityId", "catch")).expect(200);
    awaitState(id, "analyst", "completed");
  }

  @Test
  void throwsNoSignalAtWorkInEarnest() {
    deploy(
      "listening.bpmn",
      diagram(
        "listening",
        """
        <startEvent id="start"/>
        <sequenceFlow id="f1" sourceRef="start" targetRef="catch"/>
        <intermediateCatchEvent id="catch"><signalEventDefinition signalRef="rehearsed-signal"/></intermediateCatchEvent>
        <sequenceFlow id="f2" sourceRef="catch" targetRef="end"/>
        <endEvent id="end"/>
        """
      )
    );
    var listening = api
      .as("app")
      .post("/api/processes/listening/instances", Map.of())
      .expect(201)
      .path("id")
      .asText();
    var throwing = diagram(
      "throwing",
      """
      <startEvent id="start"/>
      <sequenceFlow id="f1" sourceRef="start" targetRef="throw"/>
      <intermediateThrowEvent id="throw"><signalEventDefinition signalRef="rehearsed-signal"/></intermediateThrowEvent>
      <sequenceFlow id="f2" sourceRef="throw" targetRef="end"/>
      <endEvent id="end"/>
      """
    );

    var id = rehearse(Upload.of("a.bpmn", throwing), "analyst");

    awaitState(id, "analyst", "completed");
    assertThat(runtime.createProcessInstanceQuery().processInstanceId(listening).count()).isOne();
  }

  @Test
  void takesOverNothingThatWasDrawnToBeJudged() {
    var refused = send(
      Upload.of("sample-audit.bpmn", file("sample-audit.bpmn")).having(
        "variables",
        "{\"sample\": \"00000000-0000-0000-0000-000000000000\"}"
      ),
      "analyst"
    );

    assertThat(refused.status()).isIn(409, 422);
    assertThat(refused.code()).isIn("not-in-rehearsal", "deployment-refused");
    assertThat(repository.createDeploymentQuery().deploymentName("Rehearsal").count()).isZero();
  }

  @Test
  void actsUnderThePermissionsOfWhoeverRehearses() {
    var note = diagram(
      "rehearsed-note",
      """
      <startEvent id="start"/>
      <sequenceFlow id="f1" sourceRef="start" targetRef="read"/>
      <serviceTask id="read" flowable:type="tool">
        <extensionElements>
          <flowable:field name="tool"><flowable:string>patients.read-record</flowable:string></flowable:field>
          <flowable:field name="arguments"><flowable:string>{"patient": "P-100"}</flowable:string></flowable:field>
          <flowable:field name="result"><flowable:string>record</flowable:string></flowable:field>
        </extensionElements>
      </serviceTask>
      <sequenceFlow id="f2" sourceRef="read" targetRef="end"/>
      <endEvent id="end"/>
      """
    );

    // The operator of the demo people holds no patients:read.
    var id = rehearse(Upload.of("a.bpmn", note), "operator");

    await().until(() -> items(look(id, "operator"), "calls").count() == 1);
    var call = call(id, "operator", "patients.read-record");
    assertThat(call.path("verdict").asText()).isEqualTo("refused");
    assertThat(call.path("code").asText()).isEqualTo("permission-missing");
    awaitState(id, "operator", "failed");
    assertThat(all("operator", "/api/incidents?processKey=rehearsed-note")).isEmpty();
  }
}
