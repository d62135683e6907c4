package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.testing.Api;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flowable.engine.ManagementService;
import org.flowable.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Running instances are taken to another version where nothing is lost, and nowhere else. */
class MigrationIT extends ApplicationIT {

  private static final String KEY = "migration-test";
  private static final String PATH = "/api/processes/" + KEY + "/migrations";

  /** A person works, and somebody is reminded after a day. */
  private static final String FIRST = """
  <userTask id="work" name="Work" flowable:candidateGroups="operations"/>
  <boundaryEvent id="late" attachedToRef="work" cancelActivity="false"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>
  <sequenceFlow id="f2" sourceRef="late" targetRef="end"/>
  <sequenceFlow id="f3" sourceRef="work" targetRef="end"/>
  """;

  /** Somebody else looks at it afterwards. */
  private static final String SECOND = FIRST.replace(
    "<sequenceFlow id=\"f3\" sourceRef=\"work\" targetRef=\"end\"/>",
    """
    <sequenceFlow id="f3" sourceRef="work" targetRef="look"/>
    <userTask id="look" name="Look" flowable:candidateGroups="operations"/>
    <sequenceFlow id="f4" sourceRef="look" targetRef="end"/>
    """
  ).replace(
    "candidateGroups=\"operations\"/>\n<boundary",
    "candidateGroups=\"sales\"/>\n<boundary"
  );

  private static final String BOOKED = """
  <userTask id="work" name="Book" flowable:candidateGroups="operations"/>
  <boundaryEvent id="booked" attachedToRef="work"><compensateEventDefinition/></boundaryEvent>
  <serviceTask id="unbook" isForCompensation="true" flowable:type="tool"><extensionElements>
    <flowable:field name="tool" stringValue="crm.update-lead"/>
    <flowable:field name="arguments"><flowable:string>{"email": "b@migration.example", "status": "new"}</flowable:string></flowable:field>
    <flowable:field name="result" stringValue="undone"/>
  </extensionElements></serviceTask>
  <sequenceFlow id="f2" sourceRef="work" targetRef="look"/>
  <userTask id="look" name="Look" flowable:candidateGroups="operations"/>
  <sequenceFlow id="f3" sourceRef="look" targetRef="undo"/>
  <intermediateThrowEvent id="undo"><compensateEventDefinition/></intermediateThrowEvent>
  <sequenceFlow id="f4" sourceRef="undo" targetRef="end"/>
  <association id="a1" sourceRef="booked" targetRef="unbook" associationDirection="One"/>
  """;

  @Autowired
  private RepositoryService repository;

  @Autowired
  private ManagementService management;

  @AfterEach
  void remove() {
    repository
      .createDeploymentQuery()
      .deploymentName(KEY)
      .list()
      .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
  }

  @Test
  void changesNothingInADryRunAndTheSameInEarnest() {
    deploy(FIRST);
    var id = scenario.start(KEY, "M-1", Map.of());
    var task = scenario.awaitTask(id, "work");
    var due = due(id);
    deploy(SECOND);

    var tried = migrate(1, 2, true).expect(200);

    assertThat(tried.path("migrated").asInt()).isEqualTo(1);
    assertThat(tried.at("/items/0/remarks/0").asText()).startsWith("'Work' stays with whom");
    assertThat(version(id)).isEqualTo(1);
    assertThat(audited(id)).isEmpty();

    var done = migrate(1, 2, false).expect(200);

    assertThat(done.at("/items/0")).isEqualTo(tried.at("/items/0"));
    assertThat(version(id)).isEqualTo(2);
    assertThat(audited(id)).isEqualTo("Migrated from version 1 to 2");
    assertThat(scenario.awaitTask(id, "work").path("id")).isEqualTo(task.path("id"));
    assertThat(due(id)).isEqualTo(due);
    scenario.complete("operator", task, Map.of());
    scenario.complete("operator", scenario.awaitTask(id, "look"), Map.of());
    scenario.awaitState(id, "completed");
  }

  @Test
  void refusesWhereACallWaitsForApproval() {
    var call = """
    <serviceTask id="work" name="Update the CRM" flowable:type="tool"><extensionElements>
      <flowable:field name="tool" stringValue="crm.log-activity"/>
      <flowable:field name="arguments"><flowable:string>{"email": "m@migration.example", "type": "note", "note": "A test"}</flowable:string></flowable:field>
      <flowable:field name="result" stringValue="updated"/>
      <flowable:field name="autonomy" stringValue="low"/>
      <flowable:field name="reviewers" stringValue="operations"/>
    </extensionElements></serviceTask>
    <sequenceFlow id="f2" sourceRef="work" targetRef="end"/>
    """;
    deploy(call);
    var id = scenario.start(KEY, "M-2", Map.of());
    var review = scenario.awaitTask(id, "work");
    deploy(call.replace("Update the CRM", "Update"));

    var refused = migrate(1, 2, false).expect(200);

    assertThat(refused.path("migrated").asInt()).isZero();
    assertThat(problem(refused)).startsWith("'Update the CRM' is under way");
    assertThat(version(id)).isEqualTo(1);
    scenario.decide("operator", review, "approve");
    scenario.awaitState(id, "completed");
    assertThat(scenario.calls(id)).containsExactly("crm.log-activity succeeded");
  }

  @Test
  void knowsInTheNewVersionHowToTakeBackWhatWasDoneInTheOld() {
    deploy(BOOKED);
    var id = scenario.start(KEY, "M-3", Map.of());
    scenario.complete("operator", scenario.awaitTask(id, "work"), Map.of());
    scenario.awaitTask(id, "look");
    deploy(FIRST.replace("\"work\"", "\"look\""));
    deploy(
      BOOKED.replace("crm.update-lead", "company.lookup").replaceFirst(
        "\\{\"email\".*\"new\"}",
        "{\"name\": \"Brightwell Clinics\"}"
      )
    );

    assertThat(problem(migrate(1, 2, false).expect(200))).startsWith(
      "The new version does not say how 'work' is taken back"
    );
    assertThat(migrate(1, 3, false).expect(200).path("migrated").asInt()).isEqualTo(1);

    scenario.complete("operator", scenario.awaitTask(id, "look"), Map.of());
    scenario.awaitState(id, "completed");
    assertThat(scenario.calls(id)).containsExactly("company.lookup succeeded");
  }

  @Test
  void refusesWhatWaitsAtAJoin() {
    var parallel = """
    <parallelGateway id="work"/>
    <sequenceFlow id="f2" sourceRef="work" targetRef="one"/><sequenceFlow id="f3" sourceRef="work" targetRef="two"/>
    <userTask id="one" flowable:candidateGroups="operations"/><userTask id="two" flowable:candidateGroups="operations"/>
    <sequenceFlow id="f4" sourceRef="one" targetRef="join"/><sequenceFlow id="f5" sourceRef="two" targetRef="join"/>
    <parallelGateway id="join" name="Both"/>
    <sequenceFlow id="f6" sourceRef="join" targetRef="end"/>
    """;
    deploy(parallel);
    var id = scenario.start(KEY, "M-4", Map.of());
    var other = scenario.start(KEY, "M-5", Map.of());
    scenario.complete("operator", scenario.awaitTask(id, "one"), Map.of());
    deploy(parallel.replace("Both", "Everybody"));

    var result = migrate(1, 2, false).expect(200);

    assertThat(result.path("migrated").asInt()).isEqualTo(1);
    assertThat(result.path("items"))
      .filteredOn(item -> item.path("instanceId").asText().equals(id))
      .extracting(item -> item.at("/problems/0").asText())
      .containsExactly("It cannot be migrated while it waits at 'Both'");
    assertThat(version(id)).isEqualTo(1);
    assertThat(version(other)).isEqualTo(2);
    for (var instance : List.of(id, other)) {
      scenario.complete("operator", scenario.awaitTask(instance, "two"), Map.of());
    }
    scenario.complete("operator", scenario.awaitTask(other, "one"), Map.of());
    scenario.awaitState(id, "completed");
    scenario.awaitState(other, "completed");
  }

  @Test
  void stillWaitsForItsMessage() {
    var waiting = """
    <intermediateCatchEvent id="work"><messageEventDefinition messageRef="migration-message"/></intermediateCatchEvent>
    <sequenceFlow id="f2" sourceRef="work" targetRef="end"/>
    """;
    deploy(waiting);
    var id = scenario.start(KEY, "M-6", Map.of());
    deploy(
      waiting.replace(
        "targetRef=\"end\"/>",
        "targetRef=\"look\"/><userTask id=\"look\" flowable:candidateGroups=\"operations\"/><sequenceFlow id=\"f3\" sourceRef=\"look\" targetRef=\"end\"/>"
      )
    );

    assertThat(migrate(1, 2, false).expect(200).path("migrated").asInt()).isEqualTo(1);

    api
      .as("app")
      .post(
        "/api/messages",
        Map.of("name", "migration-message", "businessKey", "M-6", "variables", Map.of())
      )
      .expect(204);
    scenario.awaitTask(id, "look");
  }

  @Test
  void refusesWhatIsNotInTheNewVersion() {
    deploy(FIRST);
    scenario.start(KEY, "M-7", Map.of());
    deploy(FIRST.replace("\"work\"", "\"other\""));

    assertThat(problem(migrate(1, 2, true).expect(200))).isEqualTo(
      "'Work' is not in the new version"
    );
  }

  @Test
  void isForOperatorsWhoSayWhetherItIsInEarnest() {
    deploy(FIRST);
    deploy(SECOND);
    var request = request(1, 2, true);

    for (var person : List.of("analyst", "approver", "auditor", "app")) {
      api.as(person).post(PATH, request).expect(403);
    }
    var unsaid = request(1, 2, true);
    unsaid.remove("dryRun");
    assertThat(api.as("operator").post(PATH, unsaid).status()).isEqualTo(422);
    assertThat(migrate(1, 1, true).status()).isEqualTo(422);
    assertThat(migrate(1, 9, true).code()).isEqualTo("process-not-found");
    request.put("instances", List.of("no-such"));
    assertThat(api.as("operator").post(PATH, request).code()).isEqualTo("instance-not-found");
  }

  @Test
  void goesOnBehindAHundred() {
    deploy(FIRST);
    for (int i = 0; i < 101; i++) {
      scenario.start(KEY, "M-" + (100 + i), Map.of());
    }
    deploy(SECOND);

    var first = migrate(1, 2, true).expect(200);
    assertThat(first.path("items")).hasSize(100);
    var request = request(1, 2, true);
    request.put("after", first.path("next").asText());
    var second = api.as("operator").post(PATH, request).expect(200);

    assertThat(second.path("items")).hasSize(1);
    assertThat(second.path("next").isNull()).isTrue();
  }

  private Api.Answer migrate(int from, int to, boolean dryRun) {
    return api.as("operator").post(PATH, request(from, to, dryRun));
  }

  private static Map<String, Object> request(int from, int to, boolean dryRun) {
    return new HashMap<>(
      Map.of("fromVersion", from, "toVersion", to, "dryRun", dryRun, "reason", "For a test")
    );
  }

  private static String problem(JsonNode result) {
    return result.at("/items/0/problems/0").asText();
  }

  private int version(String instance) {
    return scenario.instance(instance).path("version").asInt();
  }

  private String due(String instance) {
    return String.valueOf(
      management.createTimerJobQuery().processInstanceId(instance).singleResult().getDuedate()
    );
  }

  private String audited(String instance) {
    return api
      .as("auditor")
      .get("/api/audit?type=instance.migrated&instanceId=" + instance)
      .expect(200)
      .at("/items/0/title")
      .asText();
  }

  private void deploy(String elements) {
    repository
      .createDeployment()
      .name(KEY)
      .addString(
        KEY + ".bpmn",
        """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
            xmlns:flowable="http://flowable.org/bpmn" targetNamespace="test">
          <message id="migration-message" name="migration-message"/>
          <process id="%s" name="Migration" isExecutable="true">
            <startEvent id="start"/>
            <sequenceFlow id="f1" sourceRef="start" targetRef="%s"/>
            <endEvent id="end"/>
            %s
          </process>
        </definitions>
        """.formatted(KEY, entry(elements), elements)
      )
      .deploy();
  }

  /** The first of the elements. */
  private static String entry(String elements) {
    var from = elements.indexOf("id=\"") + 4;
    return elements.substring(from, elements.indexOf('"', from));
  }
}
