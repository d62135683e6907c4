package dev.steward.process.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.scenario.ApplicationIT;
import java.util.List;
import java.util.stream.StreamSupport;
import org.flowable.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a diagram can name: forms and groups. */
class FormsIT extends ApplicationIT {

  private static final String DIAGRAM = """
  <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn" targetNamespace="test">
    <process id="forms-test" isExecutable="true">
      <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
      <userTask id="work" flowable:formKey="only-deployed"/><userTask id="more" flowable:formKey="lead-decision"/>
      <sequenceFlow id="f2" sourceRef="work" targetRef="more"/>
    </process>
  </definitions>
  """;

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
      .processDefinitionKey("forms-test")
      .list()
      .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    jdbc.sql("DELETE FROM deployment WHERE origin = 'upload'").update();
  }

  @Test
  void listsTheFormsOfTheFolderAndOfTheNewestVersions() {
    deploy();

    var forms = api.as("analyst").get("/api/forms").expect(200);

    var known = form(forms, "lead-decision");
    assertThat(known.path("title").asText()).isEqualTo("Lead decision");
    assertThat(known.path("description").asText()).startsWith("The agents are less than 90 %");
    assertThat(known.path("inFolder").asBoolean()).isTrue();
    assertThat(known.path("processes"))
      .extracting(JsonNode::asText)
      .containsExactly("forms-test", "lead-outreach");
    var deployed = form(forms, "only-deployed");
    assertThat(deployed.path("title").asText()).isEqualTo("Only here");
    assertThat(deployed.path("description").isNull()).isTrue();
    assertThat(deployed.path("inFolder").asBoolean()).isFalse();
  }

  @Test
  void givesTheFormThatAProcessWouldGet() {
    deploy();

    var ofFolder = api.as("approver").get("/api/forms/lead-decision").expect(200);
    assertThat(ofFolder.at("/schema/components").size()).isGreaterThan(1);
    var ofProcess = api
      .as("approver")
      .get("/api/forms/lead-decision?processKey=forms-test")
      .expect(200);
    assertThat(ofProcess.at("/schema/components").size()).isEqualTo(1);
    assertThat(
      api.as("auditor").get("/api/forms/only-deployed").expect(200).at("/schema/title").asText()
    ).isEqualTo("Only here");
    for (var key : List.of("no-such", "..%5C..%5Cpom", "-x")) {
      assertThat(
        api
          .as("analyst")
          .get("/api/forms/" + key)
          .status()
      ).isIn(400, 404);
    }
    assertThat(api.as("analyst").get("/api/forms/no-such").code()).isEqualTo("form-not-found");
  }

  @Test
  void namesTheGroupsThatSomebodyIsIn() {
    var groups = api.as("analyst").get("/api/groups").expect(200);

    assertThat(groups.path("complete").asBoolean()).isTrue();
    assertThat(groups.path("items"))
      .extracting(JsonNode::asText)
      .contains("clinicians", "finance-approvers", "sales")
      .isSorted();
  }

  @Test
  void isForPeopleAndNotForApplications() {
    for (var path : List.of("/api/forms", "/api/forms/lead-decision", "/api/groups")) {
      for (var person : List.of("analyst", "operator", "approver", "auditor")) {
        api.as(person).get(path).expect(200);
      }
      api.as("app").get(path).expect(403);
    }
  }

  private void deploy() {
    Upload.of("forms-test.bpmn", DIAGRAM)
      .with("only-deployed.form", "{\"title\": \"Only here\", \"components\": []}")
      .with(
        "lead-decision.form",
        "{\"components\": [{\"type\": \"textfield\", \"key\": \"fit\", \"label\": \"Fit\"}]}"
      )
      .deploy("http://127.0.0.1:" + serverPort, "analyst")
      .expect(201);
  }

  private static JsonNode form(JsonNode forms, String key) {
    return StreamSupport.stream(forms.path("items").spliterator(), false)
      .filter(form -> form.path("key").asText().equals(key))
      .findFirst()
      .orElseThrow();
  }
}
