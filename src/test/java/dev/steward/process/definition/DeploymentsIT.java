package dev.steward.process.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.scenario.ApplicationIT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.flowable.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of what people deploy. */
class DeploymentsIT extends ApplicationIT {

  private static final String FORM =
    "{\"components\": [{\"type\": \"textfield\", \"key\": \"title\", \"label\": \"Title\"}]}";

  private static final String FORM_TASK =
    "<userTask id=\"work\" flowable:formKey=\"deploy-form\"/>";

  @LocalServerPort
  private int serverPort;

  @Autowired
  private RepositoryService repository;

  @Autowired
  private JdbcClient jdbc;

  private String base;

  @BeforeEach
  void address() {
    base = "http://127.0.0.1:" + serverPort;
  }

  @AfterEach
  void removeWhatWasDeployed() {
    for (var key : List.of("deploy-test", "deploy-other")) {
      for (
        var found = repository.createDeploymentQuery().processDefinitionKey(key).list();
        !found.isEmpty();
        found = repository.createDeploymentQuery().processDefinitionKey(key).list()
      ) {
        found.forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
      }
    }
    jdbc.sql("DELETE FROM deployment WHERE origin <> 'folder'").update();
  }

  @Test
  void makesANewVersionThatIsStartedFromThenOn() {
    var first = upload("First").with("deploy-form.form", FORM).deploy(base, "analyst").expect(201);

    assertThat(first.at("/changed").asBoolean()).isTrue();
    assertThat(first.at("/deployment/author").asText()).isEqualTo("analyst");
    assertThat(first.at("/deployment/comment").asText()).isEqualTo("A test");
    assertThat(first.at("/deployment/processes/0/key").asText()).isEqualTo("deploy-test");
    assertThat(first.at("/deployment/processes/0/version").asInt()).isEqualTo(1);
    var id = start();
    assertThat(started(id).path("version").asInt()).isEqualTo(1);

    var second = upload("Second").deploy(base, "operator").expect(201);

    assertThat(second.at("/deployment/processes/0/version").asInt()).isEqualTo(2);
    // The form was not sent again, and is the newest version's.
    var files = api
      .as("auditor")
      .get("/api/deployments/" + second.at("/deployment/id").asText())
      .expect(200);
    assertThat(files.path("resources").findValuesAsText("name")).containsExactly(
      "deploy-form.form",
      "deploy-test.bpmn"
    );
    assertThat(started(id).path("version").asInt()).isEqualTo(1);
    assertThat(started(start()).path("version").asInt()).isEqualTo(2);
  }

  @Test
  void makesNoNewVersionOfWhatHasNotChanged() {
    var first = upload("Same").with("deploy-form.form", FORM).deploy(base, "analyst").expect(201);

    var again = upload("Same").with("deploy-form.form", FORM).deploy(base, "analyst").expect(200);

    assertThat(again.path("changed").asBoolean()).isFalse();
    assertThat(again.at("/deployment/id")).isEqualTo(first.at("/deployment/id"));
    upload("Same")
      .with("deploy-form.form", FORM.replace("Title", "Name"))
      .deploy(base, "analyst")
      .expect(201);
    // The same as the first, but no longer the newest.
    upload("Same").with("deploy-form.form", FORM).deploy(base, "analyst").expect(201);
  }

  @Test
  void goesBackToAnEarlierVersion() {
    var first = upload("First").with("deploy-form.form", FORM).deploy(base, "analyst").expect(201);
    upload("Second").deploy(base, "analyst").expect(201);
    var running = start();
    var path = "/api/deployments/" + first.at("/deployment/id").asText() + "/rollback";

    var back = api.as("operator").post(path, Map.of("comment", "Second was wrong")).expect(201);

    assertThat(back.at("/deployment/origin").asText()).isEqualTo("rollback");
    assertThat(back.at("/deployment/rolledBackTo")).isEqualTo(first.at("/deployment/id"));
    assertThat(back.at("/deployment/processes/0/version").asInt()).isEqualTo(3);
    assertThat(back.at("/deployment/processes/0/name").asText()).isEqualTo("First");
    assertThat(started(running).path("version").asInt()).isEqualTo(2);
    api.as("operator").post(path, Map.of("comment", "Once more")).expect(200);
    assertThat(api.as("operator").post(path, Map.of("comment", " ")).status()).isEqualTo(422);
    assertThat(
      api.as("operator").post("/api/deployments/x/rollback", Map.of("comment", "x")).code()
    ).isEqualTo("deployment-not-found");
  }

  @Test
  void deploysAllFilesOrNone() {
    var refused = upload("Fine")
      .with("deploy-form.form", FORM)
      .with(
        "deploy-other.bpmn",
        process("deploy-other", "Other", "<scriptTask id=\"work\" scriptFormat=\"juel\"/>")
      )
      .deploy(base, "analyst");

    assertThat(refused.code()).isEqualTo("deployment-refused");
    assertThat(definitions("deploy-test")).isZero();
    assertThat(definitions("deploy-other")).isZero();
  }

  @Test
  void refusesWhatTheEngineRefusesAtTheLastStep() {
    var starts = """
    <startEvent id="by-message"><messageEventDefinition messageRef="deploy-message"/></startEvent>
    <sequenceFlow id="f9" sourceRef="by-message" targetRef="work"/>
    <userTask id="work"/>
    """;
    var refused = Upload.of("deploy-test.bpmn", process("deploy-test", "One", starts))
      .with("deploy-other.bpmn", process("deploy-other", "Other", starts))
      .deploy(base, "analyst")
      .expect(422);

    assertThat(refused.at("/findings/0/rule").asText()).isEqualTo("not-deployable");
    assertThat(definitions("deploy-test")).isZero();
  }

  @Test
  void keepsWhoDeployedAndWhoWasRefused() {
    var deployed = upload("First")
      .with("deploy-form.form", FORM)
      .deploy(base, "analyst")
      .expect(201);
    Upload.of("deploy-test.bpmn", "nothing").deploy(base, "operator").expect(422);

    var created = audit("deployment.created");
    assertThat(created.path("actor").asText()).isEqualTo("analyst");
    assertThat(created.at("/detail/deployment")).isEqualTo(deployed.at("/deployment/id"));
    assertThat(created.at("/detail/comment").asText()).isEqualTo("A test");
    var refused = audit("deployment.refused");
    assertThat(refused.path("actor").asText()).isEqualTo("operator");
    assertThat(refused.at("/detail/errors/0").asText()).contains("xml-malformed");
  }

  @Test
  void checksWithoutStoring() {
    var checked = upload("First").with("deploy-form.form", FORM).check(base, "analyst").expect(200);

    assertThat(checked.path("deployable").asBoolean()).isTrue();
    assertThat(definitions("deploy-test")).isZero();
    var broken = Upload.of("deploy-test.bpmn", "<x/>").check(base, "analyst").expect(200);
    assertThat(broken.path("deployable").asBoolean()).isFalse();
    assertThat(broken.path("findings")).isNotEmpty();
  }

  @Test
  void isForAnalystsAndOperatorsAndSeenByAuditors() {
    var id = upload("First")
      .with("deploy-form.form", FORM)
      .deploy(base, "analyst")
      .expect(201)
      .at("/deployment/id")
      .asText();

    for (var person : List.of("approver", "app", "auditor")) {
      upload("Other").with("deploy-form.form", FORM).deploy(base, person).expect(403);
      upload("Other").check(base, person).expect(403);
      api
        .as(person)
        .post("/api/deployments/" + id + "/rollback", Map.of("comment", "x"))
        .expect(403);
    }
    for (var person : List.of("approver", "app")) {
      api.as(person).get("/api/deployments").expect(403);
      api
        .as(person)
        .get("/api/deployments/" + id)
        .expect(403);
      api
        .as(person)
        .get("/api/deployments/" + id + "/resources/deploy-test.bpmn")
        .expect(403);
    }
    assertThat(
      api
        .as("auditor")
        .get("/api/deployments/" + id + "/resources/deploy-form.form")
        .expect(200)
    ).hasSize(1);
    assertThat(
      api
        .as("auditor")
        .get("/api/deployments/" + id + "/resources/deploy-test.bpmn")
        .text()
    ).isEqualTo(process("deploy-test", "First", FORM_TASK));
    assertThat(
      api
        .as("auditor")
        .get("/api/deployments/" + id + "/resources/other.bpmn")
        .code()
    ).isEqualTo("resource-not-found");
  }

  @Test
  void listsTheNewestFirstInPages() {
    upload("Version 0").with("deploy-form.form", FORM).deploy(base, "analyst").expect(201);
    for (int i = 1; i <= 50; i++) {
      upload("Version " + i)
        .deploy(base, "analyst")
        .expect(201);
    }

    var first = api.as("auditor").get("/api/deployments?processKey=deploy-test").expect(200);
    assertThat(first.path("items")).hasSize(50);
    assertThat(first.at("/items/0/processes/0/version").asInt()).isEqualTo(51);
    assertThat(first.at("/items/0/processes/0/newest").asBoolean()).isTrue();
    assertThat(first.at("/items/1/processes/0/newest").asBoolean()).isFalse();
    var second = api
      .as("auditor")
      .get("/api/deployments?processKey=deploy-test&page=" + first.path("next").asText())
      .expect(200);
    assertThat(second.path("items")).hasSize(1);
    assertThat(second.at("/items/0/processes/0/version").asInt()).isEqualTo(1);
    assertThat(api.as("auditor").get("/api/deployments?page=x").code()).isEqualTo("unknown-page");
  }

  @Test
  void answersUploadsThatAreNoneWithAProblem() {
    assertThat(api.as("analyst").post("/api/deployments", Map.of()).status()).isEqualTo(415);
    assertThat(
      new Upload()
        .commented("x")
        .to(base + "/api/deployments", "analyst")
        .status()
    ).isEqualTo(400);
    assertThat(
      upload("No comment")
        .to(base + "/api/deployments", "analyst")
        .status()
    ).isEqualTo(400);
    var large = new Upload().with("deploy-test.bpmn", new byte[11_000_000]).deploy(base, "analyst");
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.code()).isEqualTo("upload-too-large");
  }

  @Test
  void findsWhatItsAuthorWouldRatherKnow() {
    var elements = """
    <userTask id="work" name="Work" flowable:candidateGroups="nobody-there" flowable:assignee="${company.contact}"/>
    <exclusiveGateway id="split" default="split-1"/>
    <sequenceFlow id="f8" sourceRef="work" targetRef="split"/>
    <sequenceFlow id="split-1" sourceRef="split" targetRef="look"/>
    <sequenceFlow id="split-2" sourceRef="split" targetRef="stuck"><conditionExpression>${company.size == 1}</conditionExpression></sequenceFlow>
    <serviceTask id="look" flowable:type="tool">
      <extensionElements>
        <flowable:field name="tool" stringValue="company.lookup"/>
        <flowable:field name="arguments"><flowable:string>{"name": "${lead.company}"}</flowable:string></flowable:field>
        <flowable:field name="result" stringValue="company"/>
        <flowable:field name="autonomy" stringValue="low"/>
        <flowable:field name="reviewers" stringValue="nobody-here"/>
        <camunda:inputOutput xmlns:camunda="http://camunda.org/schema/1.0/bpmn"><camunda:inputParameter name="x">1</camunda:inputParameter></camunda:inputOutput>
      </extensionElements>
    </serviceTask>
    <userTask id="stuck" flowable:dueDate="P1D"><extensionElements><steward:escalation xmlns:steward="https://steward.dev/bpmn/1" group="no-leads"/></extensionElements></userTask>
    <userTask id="island"/>
    <callActivity id="call" calledElement="no-such-process"/>
    <sequenceFlow id="f10" sourceRef="look" targetRef="call"/>
    <sequenceFlow id="f11" sourceRef="call" targetRef="unsure"/>
    <inclusiveGateway id="unsure"/>
    <sequenceFlow id="f12" sourceRef="unsure" targetRef="end"><conditionExpression>${lead.sure}</conditionExpression></sequenceFlow>
    <sequenceFlow id="f13" sourceRef="unsure" targetRef="stuck"><conditionExpression>${!lead.sure}</conditionExpression></sequenceFlow>
    """;
    var checked = Upload.of("deploy-test.bpmn", process("deploy-test", "Test", elements))
      .check(base, "analyst")
      .expect(200);

    assertThat(found(checked)).contains(
      "map-incomplete deploy-test",
      "group-unknown work",
      "group-unknown look",
      "group-unknown stuck",
      "task-for-nobody stuck",
      "read-before-written work",
      "read-before-written split",
      "no-default unsure",
      "dead-end stuck",
      "unreachable island",
      "no-fallback look",
      "extension-ignored look",
      "process-unknown call"
    );
    assertThat(checked.path("deployable").asBoolean()).isTrue();
  }

  @Test
  void warnsOfPeopleWhoWouldTakeSomethingBack() {
    var elements = """
    <userTask id="work" name="Work" flowable:candidateGroups="sales"/>
    <boundaryEvent id="undo" attachedToRef="work"><compensateEventDefinition/></boundaryEvent>
    <userTask id="take-back" isForCompensation="true" flowable:candidateGroups="sales"/>
    """;
    var checked = Upload.of("deploy-test.bpmn", process("deploy-test", "Test", elements))
      .check(base, "analyst")
      .expect(200);

    assertThat(found(checked))
      .contains("compensation-by-person take-back")
      .doesNotContain("compensation-by-person work");
    assertThat(checked.path("deployable").asBoolean()).isTrue();
  }

  @Test
  void pointsAtWhatIsDrawn() {
    var elements = """
    <userTask id="work" name="Work" flowable:formKey="no-such-form"/>
    <userTask id="odd" name="Odd" startQuantity="many"/>
    <boundaryEvent id="late" name="Late" attachedToRef="work">
      <timerEventDefinition id="timer"><timeDuration id="patience">soon</timeDuration></timerEventDefinition>
    </boundaryEvent>
    """;
    var checked = Upload.of("deploy-test.bpmn", process("deploy-test", "Test", elements))
      .check(base, "analyst")
      .expect(200);

    assertThat(found(checked)).contains("timer late", "bpmn-invalid odd");
    assertThat(checked.path("findings"))
      .filteredOn(finding -> finding.path("element").asText().equals("odd"))
      .extracting(finding -> finding.path("elementName").asText())
      .containsOnly("Odd");
    var readable = Upload.of(
      "deploy-test.bpmn",
      process("deploy-test", "Test", elements.replace("startQuantity=\"many\"", ""))
    )
      .check(base, "analyst")
      .expect(200);
    assertThat(readable.path("findings"))
      .filteredOn(finding -> finding.path("rule").asText().equals("form-missing"))
      .extracting(finding -> finding.path("elementName").asText())
      .containsExactly("Work");
  }

  @Test
  void findsWritesThatNobodyHasToApproveWhereAPersonShould() throws IOException {
    var write = """
    <extensionElements><steward:workflow xmlns:steward="https://steward.dev/bpmn/1" riskClass="financial-action"/></extensionElements>
    <serviceTask id="work" flowable:type="tool"><extensionElements>
      <flowable:field name="tool" stringValue="crm.update-lead"/>
      <flowable:field name="result" stringValue="updated"/>
    </extensionElements></serviceTask>
    """;
    assertThat(unapproved(write)).isEmpty();

    var table = Files.readString(Path.of("policies/human-review.dmn"));
    var laxer = table.replaceFirst(
      "(<outputEntry id=\"financial-write-verdict\">\\s*<text>)\"review\"",
      "$1\"sample\""
    );
    enforce(laxer);
    try {
      assertThat(unapproved(write)).containsExactly("work");
      assertThat(unapproved(write.replace("financial-action", "record-enrichment"))).isEmpty();
      assertThat(
        unapproved(
          write.replace(
            "</extensionElements></serviceTask>",
            """
            <flowable:field name="autonomy" stringValue="low"/>
            <flowable:field name="reviewers" stringValue="finance-approvers"/>
            </extensionElements></serviceTask>"""
          )
        )
      ).isEmpty();
    } finally {
      enforce(table);
    }
  }

  private List<String> unapproved(String elements) {
    var diagram = process("deploy-test", "Test", elements);
    // A process says what it is before what it holds.
    var map = elements.substring(0, elements.indexOf("<serviceTask"));
    diagram = diagram
      .replace(map, "")
      .replace("<startEvent id=\"start\"/>", map + "<startEvent id=\"start\"/>");
    return found(Upload.of("deploy-test.bpmn", diagram).check(base, "analyst").expect(200))
      .stream()
      .filter(finding -> finding.startsWith("write-without-approval "))
      .map(finding -> finding.substring(finding.indexOf(' ') + 1))
      .toList();
  }

  private void enforce(String table) {
    api
      .as("operator")
      .post("/api/policies", Map.of("table", table, "mode", "enforced", "reason", "for a test"))
      .expect(201);
  }

  static Stream<Path> shipped() throws IOException {
    return Files.list(Path.of("processes")).filter(file -> file.toString().endsWith(".bpmn"));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void findsInWhatComesWithStewardAtMostTasksWithoutAFallback(Path file) throws IOException {
    var checked = Upload.of(file.getFileName().toString(), Files.readString(file))
      .check(base, "analyst")
      .expect(200);

    assertThat(found(checked)).allSatisfy(finding ->
      assertThat(finding).startsWith("no-fallback ")
    );
  }

  static Stream<Path> ofOtherTools() throws IOException {
    return Files.list(Path.of("src/test/resources/deployments/miwg")).filter(file ->
      file.toString().endsWith(".bpmn")
    );
  }

  @ParameterizedTest
  @MethodSource("ofOtherTools")
  void saysOfModelsOfOtherToolsWhatIsRefused(Path file) throws IOException {
    var name = file.getFileName().toString();
    var refused = new Upload().with(name, Files.readAllBytes(file)).deploy(base, "analyst");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("findings"))
      .isNotEmpty()
      .allSatisfy(finding -> {
        assertThat(finding.path("resource").asText()).isEqualTo(name);
        assertThat(finding.path("message").asText()).isNotBlank();
      });
  }

  @Test
  void takesEveryElementThatIsAllowed() throws IOException {
    var everything = Files.readString(Path.of("src/test/resources/deployments/everything.bpmn"));
    var table = Files.readString(Path.of("src/test/resources/deployments/everything.dmn"));

    var checked = Upload.of("everything.bpmn", everything)
      .with("everything.dmn", table)
      .check(base, "analyst")
      .expect(200);

    assertThat(found(checked))
      .filteredOn(finding -> !finding.startsWith("no-fallback"))
      .containsExactly("compensation-by-person unbook");
    assertThat(checked.path("deployable").asBoolean()).isTrue();
  }

  @Test
  void takesWhatCamundaModelerWritesWithOurTemplates() throws IOException {
    var drawn = Files.readString(Path.of("src/test/resources/deployments/camunda-modeler.bpmn"));

    var checked = Upload.of("camunda-modeler.bpmn", drawn).check(base, "analyst").expect(200);

    assertThat(checked.path("deployable").asBoolean()).isTrue();
    assertThat(found(checked)).allMatch(finding ->
      finding.matches("(extension-ignored|map-incomplete|no-fallback) .*")
    );
  }

  private static Upload upload(String name) {
    return Upload.of("deploy-test.bpmn", process("deploy-test", name, FORM_TASK));
  }

  private static String process(String key, String name, String elements) {
    return """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:flowable="http://flowable.org/bpmn" targetNamespace="test">
      <message id="deploy-message" name="deploy-message"/>
      <process id="%s" name="%s" isExecutable="true">
        <startEvent id="start"/>
        <sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
        %s
        %s
        <endEvent id="end"/>
      </process>
    </definitions>
    """.formatted(
      key,
      name,
      elements,
      elements.contains("sourceRef=\"work\"")
        ? ""
        : "<sequenceFlow id=\"f2\" sourceRef=\"work\" targetRef=\"end\"/>"
    );
  }

  private String start() {
    return api
      .as("app")
      .post("/api/processes/deploy-test/instances", Map.of("variables", Map.of()))
      .expect(201)
      .path("id")
      .asText();
  }

  private JsonNode started(String id) {
    return api
      .as("operator")
      .get("/api/instances/" + id)
      .expect(200);
  }

  private long definitions(String key) {
    return repository.createProcessDefinitionQuery().processDefinitionKey(key).count();
  }

  private JsonNode audit(String type) {
    return api
      .as("auditor")
      .get("/api/audit?type=" + type)
      .expect(200)
      .at("/items/0");
  }

  private static List<String> found(JsonNode checked) {
    return StreamSupport.stream(checked.path("findings").spliterator(), false)
      .map(finding -> finding.path("rule").asText() + " " + finding.path("element").asText())
      .toList();
  }
}
