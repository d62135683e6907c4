package dev.steward.process.rehearsal;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.process.definition.Upload;
import dev.steward.scenario.ApplicationIT;
import dev.steward.testing.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * A node that acts in production and has models, none of which answers: what is rehearsed here and works can have used neither.
 */
@TestPropertySource(
  properties = {
    "steward.environment=production",
    "steward.models.research.base-url=http://127.0.0.1:1",
    "steward.models.research.model=none",
    "steward.models.short.base-url=http://127.0.0.1:1",
    "steward.models.short.model=none",
    "steward.models.long.base-url=http://127.0.0.1:1",
    "steward.models.long.model=none",
  }
)
abstract class RehearsalIT extends ApplicationIT {

  static final ObjectMapper JSON = new ObjectMapper();

  static final Map<String, ?> SENSITIVE_LEAD = Map.of(
    "lead",
    Map.of(
      "company",
      "Brightwell Clinics",
      "contact",
      "Aoife Brennan",
      "email",
      "aoife.brennan@brightwell.example",
      "message",
      "Our booking line is overloaded.",
      "tier",
      "sensitive"
    )
  );

  @LocalServerPort
  private int serverPort;

  @Autowired
  RepositoryService repository;

  @Autowired
  RuntimeService runtime;

  @Autowired
  JdbcClient jdbc;

  @AfterEach
  void endWhatIsLeft() {
    jdbc
      .sql("SELECT id::text FROM rehearsal")
      .query(String.class)
      .list()
      .forEach(id ->
        api
          .as("operator")
          .delete("/api/rehearsals/" + id)
          .expect(204)
      );
  }

  Upload leadOutreach() {
    return Upload.of("lead-outreach.bpmn", file("lead-outreach.bpmn")).having(
      "variables",
      JSON.valueToTree(SENSITIVE_LEAD).toString()
    );
  }

  static String file(String name) {
    try {
      return Files.readString(Path.of("processes", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @param elements between the start event {@code start} and the end event {@code end} */
  static String diagram(String key, String elements) {
    return """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn" targetNamespace="https://steward.dev/test">
      <message id="rehearsed-message" name="rehearsed-message"/>
      <signal id="rehearsed-signal" name="rehearsed-signal"/>
      <process id="%s" name="%s" isExecutable="true">
        %s
      </process>
    </definitions>
    """.formatted(key, key, elements);
  }

  /** One task for people. */
  static String asking(String key) {
    return diagram(
      key,
      """
      <startEvent id="start"/>
      <sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
      <userTask id="ask" name="Ask somebody" flowable:candidateGroups="sales" flowable:dueDate="PT1H"/>
      <sequenceFlow id="f2" sourceRef="ask" targetRef="end"/>
      <endEvent id="end"/>
      """
    );
  }

  Api.Answer send(Upload upload, String person) {
    return upload.to("http://127.0.0.1:" + serverPort + "/api/rehearsals", person);
  }

  /** @return its id */
  String rehearse(Upload upload, String person) {
    return send(upload, person).expect(201).path("id").asText();
  }

  String deploy(String name, String content) {
    return Upload.of(name, content)
      .having("comment", "A test")
      .to("http://127.0.0.1:" + serverPort + "/api/deployments", "analyst")
      .expect(201)
      .at("/deployment/id")
      .asText();
  }

  JsonNode look(String id, String person) {
    return api
      .as(person)
      .get("/api/rehearsals/" + id)
      .expect(200);
  }

  Api.Answer answer(String id, String person, Map<String, ?> answer) {
    return api.as(person).post("/api/rehearsals/" + id + "/answers", answer);
  }

  JsonNode awaitTask(String id, String person, String activity) {
    return await("task at " + activity)
      .atMost(Duration.ofSeconds(60))
      .until(
        () ->
          items(look(id, person), "tasks")
            .filter(task -> task.path("activityId").asText().equals(activity))
            .findFirst(),
        Optional::isPresent
      )
      .orElseThrow();
  }

  void awaitWait(String id, String person, String activity) {
    await("wait at " + activity)
      .atMost(Duration.ofSeconds(60))
      .until(() ->
        items(look(id, person), "waits").anyMatch(wait ->
          wait.path("activityId").asText().equals(activity)
        )
      );
  }

  void awaitState(String id, String person, String state) {
    await("state " + state)
      .atMost(Duration.ofSeconds(60))
      .until(() -> look(id, person).path("state").asText().equals(state));
  }

  JsonNode call(String id, String person, String tool) {
    return items(look(id, person), "calls")
      .filter(call -> call.path("tool").asText().equals(tool))
      .findFirst()
      .orElseThrow();
  }

  String instanceOf(String rehearsal) {
    return jdbc
      .sql("SELECT instance_id FROM rehearsal WHERE id = :id::uuid")
      .param("id", rehearsal)
      .query(String.class)
      .single();
  }

  static Stream<JsonNode> items(JsonNode node, String name) {
    return StreamSupport.stream(node.path(name).spliterator(), false);
  }

  List<JsonNode> all(String person, String path) {
    return items(api.as(person).get(path).expect(200), "items").toList();
  }
}
