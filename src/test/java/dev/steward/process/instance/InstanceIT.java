package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.database.TestDatabase;
import dev.steward.testing.Api;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.flowable.engine.RepositoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/** Instances over HTTP: {@code case}, which waits for a person, and {@code outer}, which calls it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestDatabase.class)
@TestPropertySource(properties = "steward.demo.leads=false")
abstract class InstanceIT {

  private static final String CASE = """
  <startEvent id="start"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
  <userTask id="check" name="Check" flowable:candidateGroups="sales"/>
  <sequenceFlow id="f2" sourceRef="check" targetRef="end"/>
  <endEvent id="end"/>
  """;
  private static final String OUTER = """
  <startEvent id="start"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="call"/>
  <callActivity id="call" name="A case" calledElement="case"/>
  <sequenceFlow id="f2" sourceRef="call" targetRef="end"/>
  <endEvent id="end"/>
  """;

  @Autowired
  protected RepositoryService repository;

  @Autowired
  protected JdbcClient jdbc;

  @LocalServerPort
  private int port;

  private Api api;

  @BeforeEach
  void deploy() {
    api = Api.of("http://127.0.0.1:" + port);
    if (repository.createProcessDefinitionQuery().processDefinitionKey("case").count() == 0) {
      repository
        .createDeployment()
        .addString("case.bpmn", process("case", CASE))
        .addString("outer.bpmn", process("outer", OUTER))
        .deploy();
    }
  }

  static String process(String key, String elements) {
    return """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn"
        xmlns:steward="https://steward.dev/bpmn/1" targetNamespace="test">
      <process id="%s" name="%s" isExecutable="true">
        %s
      </process>
    </definitions>
    """.formatted(key, key, elements);
  }

  Api as(String person) {
    return api.as(person);
  }

  static String unique(String text) {
    return text + "-" + UUID.randomUUID();
  }

  String start(String process, String starter, String businessKey, Map<String, ?> variables) {
    var body = new HashMap<String, @Nullable Object>();
    body.put("businessKey", businessKey);
    body.put("variables", variables);
    return as(starter)
      .post("/api/processes/" + process + "/instances", body)
      .expect(201)
      .path("id")
      .asText();
  }

  JsonNode instance(String person, String id) {
    return as(person)
      .get("/api/instances/" + id)
      .expect(200);
  }

  void complete(String instance) {
    var task = jdbc
      .sql("SELECT id_ FROM act_ru_task WHERE proc_inst_id_ = :id")
      .param("id", instance)
      .query(String.class)
      .single();
    as("approver")
      .post("/api/tasks/" + task + "/claim")
      .expect(200);
    as("approver")
      .post("/api/tasks/" + task + "/complete", Map.of("variables", Map.of()))
      .expect(204);
  }

  /** A job of the instance has given up, as the engine has it. */
  void fail(String instance, String activity) {
    jdbc
      .sql(
        """
        INSERT INTO act_ru_deadletter_job (id_, rev_, type_, exclusive_, execution_id_, process_instance_id_,
          proc_def_id_, element_id_, create_time_, tenant_id_)
        SELECT gen_random_uuid()::text, 1, 'message', true, id_, id_, proc_def_id_, :activity, now(), ''
        FROM act_ru_execution WHERE id_ = :id
        """
      )
      .param("id", instance)
      .param("activity", activity)
      .update();
  }

  List<String> ids(String person, String query) {
    return items(
      as(person)
        .get("/api/instances?" + query)
        .expect(200)
    )
      .stream()
      .map(item -> item.path("id").asText())
      .toList();
  }

  static List<JsonNode> items(JsonNode listing) {
    return StreamSupport.stream(listing.path("items").spliterator(), false).toList();
  }
}
