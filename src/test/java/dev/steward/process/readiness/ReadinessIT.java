package dev.steward.process.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.process.definition.Upload;
import dev.steward.scenario.ApplicationIT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flowable.engine.RepositoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What those learn who have to decide on a workflow. */
class ReadinessIT extends ApplicationIT {

  private static final String KEY = "readiness-test";

  @LocalServerPort
  private int serverPort;

  @Autowired
  private RepositoryService repository;

  @Autowired
  private JdbcClient jdbc;

  @AfterEach
  void removeWhatWasDeployed() {
    repository
      .createDeploymentQuery()
      .processDefinitionKey(KEY)
      .list()
      .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    jdbc.sql("DELETE FROM deployment WHERE origin = 'upload'").update();
  }

  @Test
  void answersTheTenQuestionsOfASampleWorkflow() {
    var readiness = readiness("lead-outreach");

    assertThat(readiness.path("answers"))
      .extracting(answer -> answer.path("question").asText())
      .containsExactly(
        "workflow",
        "metric",
        "systems",
        "data",
        "autonomous",
        "approval",
        "fallback",
        "logged",
        "measured",
        "owner"
      );
    assertThat(says(readiness, "owner", null)).contains("Head of Sales Operations");
    assertThat(says(readiness, "metric", null)).anyMatch(text -> text.startsWith("Minutes from"));
    assertThat(says(readiness, "systems", "crm")).anyMatch(text ->
      text.contains("crm.update-lead (write, ")
    );
    assertThat(says(readiness, "data", "Score the fit")).containsExactly(
      "sees lead, research, history"
    );
    assertThat(says(readiness, "data", "Read the CRM history")).contains(
      "may only concern itself with ${lead.email}"
    );
    assertThat(says(readiness, "autonomous", "Score the fit").findFirst()).hasValueSatisfying(
      text ->
        assertThat(text)
          .startsWith("fit-scorer: ")
          .contains("the permissions of whoever starts the workflow")
    );
    assertThat(says(readiness, "approval", "Decide on an unclear lead")).containsExactly(
      "decided by sales, within 8 hours"
    );
    assertThat(says(readiness, "fallback", "Check the facts")).containsExactly(
      "where it fails, it goes on at Decide on an unclear lead"
    );
    assertThat(gaps(readiness, "approval")).isEmpty();
    assertThat(gaps(readiness, "owner")).isEmpty();
  }

  @Test
  void saysWhatTheTablesInForceMakeOfATool() throws IOException {
    assertThat(says(readiness("lead-outreach"), "approval", "outreach.send")).anyMatch(text ->
      text.contains("for a sensitive account: one of sales-approvers approves before")
    );

    var table = Files.readString(Path.of("policies/human-review.dmn"));
    enforce(
      table.replaceFirst(
        "(<outputEntry id=\"outreach-sensitive-reviewers\">\\s*<text>)\"sales-approvers\"",
        "$1\"nobody-there\""
      )
    );
    try {
      var readiness = readiness("lead-outreach");
      assertThat(says(readiness, "approval", "outreach.send")).anyMatch(text ->
        text.contains("for a sensitive account: one of nobody-there approves before")
      );
      assertThat(gaps(readiness, "approval")).contains(
        "nobody-there: Nobody is in this group, which would have to approve"
      );
    } finally {
      enforce(table);
    }
  }

  @Test
  void namesWhatNobodyAnswersFor() {
    deploy(
      """
      <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="agent"/>
      <serviceTask id="agent" name="Enrich" flowable:type="agent"><extensionElements>
        <flowable:field name="agent" stringValue="company-enricher"/>
        <flowable:field name="goal" stringValue="Enrich ${company}"/>
        <flowable:field name="inputs" stringValue="company"/>
        <flowable:field name="result" stringValue="enriched"/>
      </extensionElements></serviceTask>
      <sequenceFlow id="f2" sourceRef="agent" targetRef="look"/>
      <userTask id="look" name="Look"/><sequenceFlow id="f3" sourceRef="look" targetRef="end"/><endEvent id="end"/>
      """
    );

    var readiness = readiness(KEY);

    assertThat(gaps(readiness, "workflow")).contains(
      "The diagram does not say in words what the workflow does",
      "The workflow map does not say: trigger"
    );
    assertThat(gaps(readiness, "metric")).containsExactly(
      "The workflow map does not say: successMetric"
    );
    assertThat(gaps(readiness, "owner")).containsExactly("The workflow map does not say: owner");
    assertThat(gaps(readiness, "fallback")).anyMatch(gap ->
      gap.startsWith("Enrich: No error event")
    );
    assertThat(gaps(readiness, "approval")).contains("Look: It names neither groups nor persons");
    assertThat(answer(readiness, "fallback").path("gaps"))
      .filteredOn(gap -> gap.path("elementId").asText().equals("agent"))
      .isNotEmpty();
  }

  @Test
  void answersForTheVersionThatIsAskedFor() {
    deploy("<startEvent id=\"start\"/>");
    deploy(
      "<startEvent id=\"start\"/><sequenceFlow id=\"f\" sourceRef=\"start\" targetRef=\"end\"/><endEvent id=\"end\"/>"
    );

    assertThat(readiness(KEY).path("version").asInt()).isEqualTo(2);
    var first = api
      .as("auditor")
      .get("/api/processes/" + KEY + "/readiness?version=1")
      .expect(200);
    assertThat(first.path("version").asInt()).isEqualTo(1);
    assertThat(gaps(first, "workflow")).anyMatch(gap -> gap.contains("at no end event"));
    assertThat(gaps(readiness(KEY), "workflow")).noneMatch(gap -> gap.contains("at no end event"));
    assertThat(
      api
        .as("analyst")
        .get("/api/processes/" + KEY + "/readiness?version=3")
        .code()
    ).isEqualTo("process-not-found");
    assertThat(api.as("analyst").get("/api/processes/no-such/readiness").code()).isEqualTo(
      "process-not-found"
    );
  }

  @Test
  void eachSampleWorkflowIsAnsweredFor() {
    for (var key : List.of(
      "internal-summary",
      "crm-enrichment",
      "lead-outreach",
      "invoice-payment",
      "triage-note"
    )) {
      var readiness = readiness(key);
      for (var answer : readiness.path("answers")) {
        assertThat(answer.path("statements"))
          .as("%s: %s", key, answer.path("title").asText())
          .isNotEmpty();
      }
      // That they are samples is what everybody should know: models and systems are stand-ins.
      assertThat(
        Stream.of("workflow", "metric", "data", "approval", "owner").flatMap(question ->
          gaps(readiness, question).stream()
        )
      )
        .as(key)
        .isEmpty();
      assertThat(gaps(readiness, "systems")).allMatch(gap ->
        gap.endsWith(": The tool does not exist in production")
      );
    }
  }

  private void deploy(String elements) {
    Upload.of(
      KEY + ".bpmn",
      """
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn" targetNamespace="test">
        <process id="%s" isExecutable="true">%s</process>
      </definitions>
      """.formatted(KEY, elements)
    )
      .having("comment", "A test")
      .to("http://127.0.0.1:" + serverPort + "/api/deployments", "analyst")
      .expect(201);
  }

  private void enforce(String table) {
    api
      .as("operator")
      .post("/api/policies", Map.of("table", table, "mode", "enforced", "reason", "for a test"))
      .expect(201);
  }

  private JsonNode readiness(String key) {
    return api
      .as("auditor")
      .get("/api/processes/" + key + "/readiness")
      .expect(200);
  }

  private static JsonNode answer(JsonNode readiness, String question) {
    return readiness
      .path("answers")
      .valueStream()
      .filter(answer -> answer.path("question").asText().equals(question))
      .findFirst()
      .orElseThrow();
  }

  private static Stream<String> says(JsonNode readiness, String question, @Nullable String about) {
    return answer(readiness, question)
      .path("statements")
      .valueStream()
      .filter(statement ->
        about == null
          ? statement.path("about").isNull()
          : statement.path("about").asText().equals(about)
      )
      .map(statement -> statement.path("text").asText());
  }

  private static List<String> gaps(JsonNode readiness, String question) {
    return answer(readiness, question)
      .path("gaps")
      .valueStream()
      .map(
        gap ->
          (gap.path("about").isNull() ? "" : gap.path("about").asText() + ": ") +
          gap.path("text").asText()
      )
      .toList();
  }
}
