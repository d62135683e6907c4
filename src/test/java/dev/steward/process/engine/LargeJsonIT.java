package dev.steward.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.scenario.ApplicationIT;
import java.util.Map;
import org.flowable.engine.HistoryService;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A large variable is stored once, and read as any other. */
class LargeJsonIT extends ApplicationIT {

  private static final String DIAGRAM = """
  <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test">
    <process id="large-value" isExecutable="true">
      <startEvent id="start" />
      <sequenceFlow id="in" sourceRef="start" targetRef="wait" />
      <userTask id="wait" />
    </process>
  </definitions>
  """;

  @Autowired
  private RepositoryService repository;

  @Autowired
  private RuntimeService runtime;

  @Autowired
  private HistoryService history;

  @Autowired
  private JdbcClient jdbc;

  private String deployment = "";

  @BeforeEach
  void deploy() {
    deployment = repository.createDeployment().addString("large.bpmn", DIAGRAM).deploy().getId();
  }

  @AfterEach
  void undeploy() {
    repository.deleteDeployment(deployment, true);
    jdbc.sql("DELETE FROM large_value").update();
  }

  @Test
  void isStoredOnceForInstanceAndHistory() {
    var value = text(50_000);

    var id = runtime.startProcessInstanceByKey("large-value", Map.of("report", value)).getId();

    assertThat(runtime.getVariable(id, "report")).isEqualTo(value);
    assertThat(
      history
        .createHistoricVariableInstanceQuery()
        .processInstanceId(id)
        .variableName("report")
        .singleResult()
        .getValue()
    ).isEqualTo(value);
    assertThat(count("large_value")).isEqualTo(1);
    assertThat(
      jdbc
        .sql("SELECT bytearray_id_ FROM act_ru_variable WHERE proc_inst_id_ = :id")
        .param("id", id)
        .query(String.class)
        .list()
    ).containsOnlyNulls();
  }

  @Test
  void followsTheVariableThroughSmallAndLargeValues() {
    var id = runtime.startProcessInstanceByKey("large-value", Map.of("report", text(10))).getId();
    assertThat(count("large_value")).isZero();

    runtime.setVariable(id, "report", text(5_000));
    assertThat(runtime.getVariable(id, "report")).isEqualTo(text(5_000));
    runtime.setVariable(id, "report", text(6_000));
    assertThat(runtime.getVariable(id, "report")).isEqualTo(text(6_000));
    runtime.setVariable(id, "report", text(20));
    assertThat(runtime.getVariable(id, "report")).isEqualTo(text(20));
  }

  private int count(String table) {
    return jdbc
      .sql("SELECT count(*) FROM " + table)
      .query(Integer.class)
      .single();
  }

  private static JsonNode text(int length) {
    return JsonNodeFactory.instance.objectNode().put("text", "x".repeat(length));
  }
}
