package dev.steward.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Progress;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.flowable.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** That the trail tells of every instance how it began and ended, whatever brought that about. */
class RecordedInstancesIT extends EngineIT {

  private static final String CALLS = """
  <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test">
    <process id="calls" name="Calls" isExecutable="true">
      <startEvent id="start"/>
      <sequenceFlow id="f1" sourceRef="start" targetRef="call"/>
      <callActivity id="call" calledElement="waits"/>
      <sequenceFlow id="f2" sourceRef="call" targetRef="end"/>
      <endEvent id="end"/>
    </process>
    <process id="waits" name="Waits" isExecutable="true">
      <startEvent id="start-w"/>
      <sequenceFlow id="f1-w" sourceRef="start-w" targetRef="wait"/>
      <userTask id="wait"/>
      <sequenceFlow id="f2-w" sourceRef="wait" targetRef="end-w"/>
      <endEvent id="end-w"/>
    </process>
    <process id="by-the-clock" name="By the clock" isExecutable="true">
      <startEvent id="start-c"><timerEventDefinition><timeDuration>PT1S</timeDuration></timerEventDefinition></startEvent>
      <sequenceFlow id="f1-c" sourceRef="start-c" targetRef="end-c"/>
      <endEvent id="end-c"/>
    </process>
  </definitions>
  """;

  @Autowired
  private RepositoryService definitions;

  @BeforeEach
  void deployMore() {
    definitions.createDeployment().addString("calls.bpmn", CALLS).deploy();
  }

  @Test
  void tellsOfWhatTheEngineStartsByItself() {
    Awaitility.await()
      .atMost(Duration.ofSeconds(60))
      .untilAsserted(() ->
        assertThat(trail("process_key = 'by-the-clock'")).contains(
          "instance.started system",
          "instance.completed system"
        )
      );
  }

  @Test
  void tellsOfInstancesThatAreCalledAndCancelledWithTheOneThatCalledThem() {
    var parent = start("calls");
    var child = jdbc
      .sql("SELECT id_ FROM act_hi_procinst WHERE super_process_instance_id_ = :id")
      .param("id", parent)
      .query(String.class)
      .single();

    assertThat(
      jdbc
        .sql(
          "SELECT detail ->> 'calledBy' FROM audit_entry WHERE instance_id = :id AND type = 'instance.started'"
        )
        .param("id", child)
        .query(String.class)
        .single()
    ).isEqualTo(parent);
    api
      .as("operator")
      .delete("/api/instances/" + parent + "?reason=Enough")
      .expect(204);

    assertThat(trail("instance_id = '%s'".formatted(parent))).containsExactly(
      "instance.started system",
      "instance.cancelled operator"
    );
    assertThat(trail("instance_id = '%s'".formatted(child))).containsExactly(
      "instance.started system",
      "instance.cancelled operator"
    );
  }

  @Test
  void tellsThatWorkWasDoneToTheEnd() {
    Probe.does(id -> new Progress.Finished(TextNode.valueOf("done"), Labels.NONE));
    var instance = start("one-task");
    awaitEnd(instance);

    assertThat(trail("instance_id = '%s'".formatted(instance))).containsExactly(
      "instance.started system",
      "instance.completed system"
    );
  }

  private List<String> trail(String condition) {
    return jdbc
      .sql("SELECT type || ' ' || actor FROM audit_entry WHERE %s ORDER BY id".formatted(condition))
      .query(String.class)
      .list();
  }
}
