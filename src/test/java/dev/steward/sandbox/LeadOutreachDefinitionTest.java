package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.flowable.bpmn.converter.BpmnXMLConverter;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.FieldExtension;
import org.flowable.bpmn.model.FlowNode;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.UserTask;
import org.flowable.validation.ProcessValidatorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample workflow and everything it names, as files. */
class LeadOutreachDefinitionTest {

  private static final Path FILE = Path.of("processes/lead-outreach.bpmn");
  private static final List<String> GROUPS = List.of("sales", "sales-approvers");

  private final BpmnModel model = new BpmnXMLConverter().convertToBpmnModel(
    () -> open(FILE),
    true,
    false
  );
  private final Process process = model.getMainProcess();

  @Test
  void isValidButForTheTwoTaskTypesTheEngineLearnsFromUs() {
    var findings = new ProcessValidatorFactory().createDefaultProcessValidator().validate(model);
    assertThat(findings).allMatch(finding ->
      finding.getProblem().equals("flowable-servicetask-invalid-type")
    );
    assertThat(tasks(ServiceTask.class)).allMatch(task ->
      List.of("agent", "tool").contains(task.getType())
    );
  }

  @Test
  void drawsEveryNodeAndEveryFlow() {
    assertThat(model.getLocationMap().keySet()).containsAll(
      process.findFlowElementsOfType(FlowNode.class).stream().map(FlowNode::getId).toList()
    );
    assertThat(model.getFlowLocationMap().keySet()).containsAll(
      process.findFlowElementsOfType(SequenceFlow.class).stream().map(SequenceFlow::getId).toList()
    );
  }

  @Test
  void callsOnlyAgentsAndToolsThatExist() throws IOException {
    for (var task : tasks(ServiceTask.class)) {
      var fields = fields(task);
      if (task.getType().equals("tool")) {
        assertThat(Path.of("tools", fields.getOrDefault("tool", "") + ".yaml")).exists();
        assertAcceptedBy(
          fields.getOrDefault("tool", ""),
          new ObjectMapper().readTree(fields.get("arguments"))
        );
      } else {
        var role = yaml(Path.of("agents", fields.get("agent") + ".yaml"));
        assertThat(fields).containsKeys("goal", "inputs", "result");
        assertThat(role.path("tools").valueStream().map(JsonNode::asText)).containsAll(
          list(fields.getOrDefault("tools", ""))
        );
      }
    }
  }

  @Test
  void asksOnlyKnownGroupsWithFormsThatExist() {
    assertThat(process.findFlowElementsOfType(StartEvent.class)).allMatch(start ->
      Files.exists(Path.of("forms", start.getFormKey() + ".form"))
    );
    for (var task : tasks(UserTask.class)) {
      assertThat(Path.of("forms", task.getFormKey() + ".form")).exists();
      assertThat(GROUPS).containsAll(task.getCandidateGroups());
    }
  }

  @Test
  void handsEveryAgentThatFailsToAPerson() {
    assertThat(tasks(ServiceTask.class))
      .filteredOn(task -> task.getType().equals("agent"))
      .allSatisfy(task -> assertThat(task.getBoundaryEvents()).hasSize(1))
      .flatExtracting(ServiceTask::getBoundaryEvents)
      .allMatch(event -> event.getOutgoingFlows().getFirst().getTargetRef().equals("by-hand-join"));
  }

  @ParameterizedTest
  @ValueSource(strings = { "agents", "tools" })
  void namesEveryFileAfterWhatItHolds(String folder) throws IOException {
    try (var files = Files.list(Path.of(folder))) {
      for (var file : files.toList()) {
        assertThat(yaml(file).path("name").asText() + ".yaml").isEqualTo(
          file.getFileName().toString()
        );
      }
    }
  }

  @Test
  void offersAgentsOnlyToolsThatExistAndAreNotForbidden() throws IOException {
    try (var files = Files.list(Path.of("agents"))) {
      for (var file : files.toList()) {
        for (var tool : yaml(file).path("tools")) {
          var contract = yaml(Path.of("tools", tool.asText() + ".yaml"));
          assertThat(contract.path("class").asText()).isNotEqualTo("forbidden");
        }
      }
    }
  }

  /**
   * Values hold references that only a running instance resolves, so names are compared, not
   * values.
   */
  private static void assertAcceptedBy(String tool, JsonNode arguments) throws IOException {
    var schema = yaml(Path.of("tools", tool + ".yaml")).path("arguments");
    var names = arguments.propertyStream().map(Map.Entry::getKey).toList();
    assertThat(schema.path("properties").propertyStream().map(Map.Entry::getKey)).containsAll(
      names
    );
    assertThat(names).containsAll(
      schema.path("required").valueStream().map(JsonNode::asText).toList()
    );
  }

  private <T extends FlowNode> List<T> tasks(Class<T> type) {
    var found = process.findFlowElementsOfType(type);
    assertThat(found).isNotEmpty();
    return found;
  }

  private static Map<String, String> fields(ServiceTask task) {
    return task
      .getFieldExtensions()
      .stream()
      .collect(Collectors.toMap(FieldExtension::getFieldName, FieldExtension::getStringValue));
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\\s*,\\s*"));
  }

  private static JsonNode yaml(Path file) throws IOException {
    return new YAMLMapper().readTree(file.toFile());
  }

  private static InputStream open(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
