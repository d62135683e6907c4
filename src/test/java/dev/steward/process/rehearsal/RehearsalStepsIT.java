package dev.steward.process.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.process.definition.Upload;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What whoever rehearses sees, and steps through. */
class RehearsalStepsIT extends RehearsalIT {

  @Autowired
  RehearsalWorker worker;

  @Test
  void goesThroughAWholeWorkflowWithOnePersonInThePlaceOfAll() {
    var id = rehearse(leadOutreach(), "analyst");

    var review = awaitTask(id, "analyst", "send-message");

    assertThat(review.path("kind").asText()).isEqualTo("tool-review");
    assertThat(review.at("/groups/0").asText()).isEqualTo("sales-approvers");
    assertThat(review.at("/review/rehearsal").asBoolean()).isTrue();
    var send = call(id, "analyst", "outreach.send");
    assertThat(send.path("verdict").asText()).isEqualTo("needs-review");
    assertThat(send.at("/deciders/group").asText()).isEqualTo("sales-approvers");
    assertThat(send.at("/deciders/quorum").asInt()).isEqualTo(1);
    assertThat(Duration.parse(send.at("/deciders/dueAfter").asText())).isPositive();
    assertThat(items(send, "rules").map(rule -> rule.path("id").asText())).contains(
      "outreach-sensitive"
    );
    assertThat(send.at("/arguments/recipient").asText()).isNotBlank();
    assertThat(call(id, "analyst", "company.lookup").path("verdict").asText()).isEqualTo("allowed");
    var there = look(id, "analyst");
    assertThat(there.path("state").asText()).isEqualTo("waiting");
    assertThat(items(there, "activities"))
      .anyMatch(
        at ->
          at.path("activityId").asText().equals("send-message") &&
          at.path("state").asText().equals("active")
      )
      .anyMatch(
        at ->
          at.path("activityId").asText().equals("score-fit") &&
          at.path("state").asText().equals("completed")
      );
    assertThat(items(there, "timeline"))
      .filteredOn(entry -> entry.path("type").asText().equals("model-call"))
      .isNotEmpty()
      .allMatch(entry -> entry.path("rehearsal").asBoolean());

    answer(id, "analyst", Map.of("activityId", "send-message", "decision", "approve")).expect(200);
    awaitWait(id, "analyst", "reply-received");
    assertThat(look(id, "analyst").at("/variables/delivery/status").asText()).isEqualTo("sent");
    answer(
      id,
      "analyst",
      Map.of(
        "activityId",
        "reply-received",
        "variables",
        Map.of("reply", Map.of("body", "Call me"))
      )
    ).expect(200);
    var next = awaitTask(id, "analyst", "decide-next");
    assertThat(next.path("formKey").asText()).isEqualTo("next-action");
    assertThat(next.at("/form/components").isArray()).isTrue();
    assertThat(next.at("/formData/lead/company").asText()).isEqualTo("Brightwell Clinics");
    var unfit = answer(
      id,
      "analyst",
      Map.of("activityId", "decide-next", "variables", Map.of("next", Map.of("action", "dance")))
    );
    assertThat(unfit.status()).isEqualTo(422);
    answer(
      id,
      "analyst",
      Map.of("activityId", "decide-next", "variables", Map.of("next", Map.of("action", "call")))
    ).expect(200);
    awaitState(id, "analyst", "completed");
  }

  @Test
  void letsATimePass() {
    var id = rehearse(leadOutreach(), "analyst");
    awaitTask(id, "analyst", "send-message");
    answer(id, "analyst", Map.of("activityId", "send-message", "decision", "approve")).expect(200);
    awaitWait(id, "analyst", "no-reply");

    answer(id, "analyst", Map.of("activityId", "no-reply")).expect(200);

    awaitState(id, "analyst", "completed");
    assertThat(call(id, "analyst", "crm.log-activity").path("verdict").asText()).isIn(
      "allowed",
      "sampled"
    );
  }

  @Test
  void takesTheOtherWayWhereACallIsRejected() {
    var id = rehearse(leadOutreach(), "analyst");
    awaitTask(id, "analyst", "send-message");
    var unexplained = answer(
      id,
      "analyst",
      Map.of("activityId", "send-message", "decision", "reject")
    );
    assertThat(unexplained.status()).isEqualTo(422);

    answer(
      id,
      "analyst",
      Map.of("activityId", "send-message", "decision", "reject", "comment", "Too long")
    ).expect(200);

    awaitTask(id, "analyst", "take-over");
  }

  @Test
  void refusesWhatADeploymentWouldRefuse() {
    var script = diagram(
      "rehearsed",
      """
      <startEvent id="start"/>
      <sequenceFlow id="f1" sourceRef="start" targetRef="bad"/>
      <scriptTask id="bad" scriptFormat="juel"/>
      """
    );

    var refused = send(Upload.of("rehearsed.bpmn", script), "analyst");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("deployment-refused");
    assertThat(refused.json().at("/findings/0/rule").asText()).isEqualTo("script");
    assertThat(repository.createDeploymentQuery().deploymentName("Rehearsal").count()).isZero();
  }

  @Test
  void startsNothingWhereTheVariablesDoNotFitTheStartForm() {
    var refused = send(
      Upload.of("lead-outreach.bpmn", file("lead-outreach.bpmn")).having(
        "variables",
        "{\"lead\": 1}"
      ),
      "analyst"
    );

    assertThat(refused.code()).isEqualTo("validation-failed");
    assertThat(repository.createDeploymentQuery().deploymentName("Rehearsal").count()).isZero();
    assertThat(
      send(
        Upload.of("lead-outreach.bpmn", file("lead-outreach.bpmn")).having("variables", "nothing"),
        "analyst"
      ).status()
    ).isEqualTo(422);
  }

  @Test
  void wantsToKnowWhichOfSeveralProcesses() {
    var both = Upload.of("one.bpmn", asking("rehearsed-one")).with(
      "two.bpmn",
      asking("rehearsed-two")
    );
    assertThat(send(both, "analyst").json().at("/errors/0/path").asText()).isEqualTo("/processKey");

    var id = rehearse(both.having("processKey", "rehearsed-two"), "analyst");

    assertThat(look(id, "analyst").path("processKey").asText()).isEqualTo("rehearsed-two");
  }

  @Test
  void rehearsesWhatTheDiagramCallsInTheVersionThatIsDeployed() {
    deploy("rehearsed-called.bpmn", asking("rehearsed-called"));
    var calling = diagram(
      "rehearsed-calling",
      """
      <startEvent id="start"/>
      <sequenceFlow id="f1" sourceRef="start" targetRef="call"/>
      <callActivity id="call" calledElement="rehearsed-called"/>
      <sequenceFlow id="f2" sourceRef="call" targetRef="end"/>
      <endEvent id="end"/>
      """
    );

    var id = rehearse(Upload.of("calling.bpmn", calling), "analyst");

    var task = awaitTask(id, "analyst", "ask");
    assertThat(task.path("processKey").asText()).isEqualTo("rehearsed-called");
    assertThat(all("operator", "/api/tasks?scope=all&processKey=rehearsed-called")).isEmpty();
    assertThat(all("operator", "/api/instances?processKey=rehearsed-called")).isEmpty();
    answer(id, "analyst", Map.of("taskId", task.path("id").asText())).expect(200);
    awaitState(id, "analyst", "completed");
  }

  @Test
  void leavesNothingInTheEngineWhenItIsEnded() {
    var id = rehearse(leadOutreach(), "analyst");
    awaitTask(id, "analyst", "send-message");

    api
      .as("analyst")
      .delete("/api/rehearsals/" + id)
      .expect(204);

    assertThat(
      api
        .as("analyst")
        .get("/api/rehearsals/" + id)
        .code()
    ).isEqualTo("rehearsal-not-found");
    for (var table : new String[] {
      "act_re_deployment",
      "act_re_procdef",
      "act_ru_execution",
      "act_ru_task",
      "act_ru_job",
      "act_ru_timer_job",
      "act_ru_event_subscr",
      "act_hi_procinst",
      "act_hi_taskinst",
      "act_hi_actinst",
    }) {
      assertThat(
        jdbc
          .sql("SELECT count(*) FROM " + table + " WHERE tenant_id_ = :id")
          .param("id", id)
          .query(Long.class)
          .single()
      )
        .as(table)
        .isZero();
    }
    assertThat(all("auditor", "/api/audit?type=rehearsal.ended")).anyMatch(entry ->
      entry.at("/detail/rehearsalId").asText().equals(id)
    );
  }

  @Test
  void isRemovedWhenNobodyAnswersForLong() {
    var left = rehearse(Upload.of("a.bpmn", asking("rehearsed-left")), "analyst");
    var used = rehearse(Upload.of("a.bpmn", asking("rehearsed-used")), "analyst");
    jdbc
      .sql("UPDATE rehearsal SET used_at = used_at - interval '61 minutes' WHERE id = :id::uuid")
      .param("id", left)
      .update();

    worker.work();

    assertThat(
      api
        .as("analyst")
        .get("/api/rehearsals/" + left)
        .status()
    ).isEqualTo(404);
    assertThat(repository.createDeploymentQuery().deploymentTenantId(left).count()).isZero();
    look(used, "analyst");
  }

  @Test
  void allowsAFewAtOnceAndMakesRoomOfThoseThatAreOver() {
    var first = rehearse(Upload.of("a.bpmn", asking("rehearsed-first")), "analyst");
    rehearse(Upload.of("a.bpmn", asking("rehearsed-second")), "analyst");
    rehearse(Upload.of("a.bpmn", asking("rehearsed-third")), "analyst");
    assertThat(send(Upload.of("a.bpmn", asking("rehearsed-fourth")), "analyst").code()).isEqualTo(
      "too-many-rehearsals"
    );
    rehearse(Upload.of("a.bpmn", asking("rehearsed-fourth")), "operator");
    answer(first, "analyst", Map.of("activityId", "ask")).expect(200);
    await().until(() -> look(first, "analyst").path("state").asText().equals("completed"));

    rehearse(Upload.of("a.bpmn", asking("rehearsed-fourth")), "analyst");

    assertThat(
      api
        .as("analyst")
        .get("/api/rehearsals/" + first)
        .status()
    ).isEqualTo(404);
  }
}
