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
import java.util.stream.Stream;
import org.flowable.bpmn.converter.BpmnXMLConverter;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.FieldExtension;
import org.flowable.bpmn.model.FlowNode;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.UserTask;
import org.flowable.validation.ProcessValidatorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every workflow that ships with Steward, and everything it names, as files. */
class WorkflowDefinitionsTest {

  static List<String> workflows() {
    try (var files = Files.list(Path.of("processes"))) {
      return files
        .map(file -> file.getFileName().toString())
        // Steward's own, with neither agents nor tools.
        .filter(name -> !name.equals("sample-audit.bpmn"))
        .sorted()
        .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void isValidAndDrawnInFull(String workflow) {
    var model = model(workflow);
    var process = model.getMainProcess();

    assertThat(
      new ProcessValidatorFactory().createDefaultProcessValidator().validate(model)
    ).allMatch(finding -> finding.getProblem().equals("flowable-servicetask-invalid-type"));
    assertThat(model.getLocationMap().keySet()).containsAll(
      process.findFlowElementsOfType(FlowNode.class).stream().map(FlowNode::getId).toList()
    );
    assertThat(model.getFlowLocationMap().keySet()).containsAll(
      process.findFlowElementsOfType(SequenceFlow.class).stream().map(SequenceFlow::getId).toList()
    );
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void hasAWorkflowMap(String workflow) {
    var map = model(workflow)
      .getMainProcess()
      .getExtensionElements()
      .getOrDefault("workflow", List.of())
      .getFirst()
      .getAttributes()
      .keySet();

    assertThat(map).contains(
      "owner",
      "riskClass",
      "trigger",
      "inputs",
      "decisionPoints",
      "systems",
      "exceptions",
      "approvals",
      "successMetric",
      "fallback"
    );
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void handsWhatFailsToAPerson(String workflow) {
    assertThat(tasks(workflow, ServiceTask.class))
      .filteredOn(task -> task.getType().equals("agent"))
      .allMatch(task -> !task.getBoundaryEvents().isEmpty());
  }

  /** Injected text must find nothing to turn an agent to but what its task is about. */
  @ParameterizedTest
  @MethodSource("workflows")
  void confinesEveryCallThatConcernsARecord(String workflow) {
    for (var task : tasks(workflow, ServiceTask.class)) {
      // This one may also try the domain of the lead's address.
      var confinable = tools(task)
        .filter(tool -> !task.getId().equals("research-account"))
        .anyMatch(tool -> contract(tool).has("record"));
      assertThat(fields(task).containsKey("records")).as(task.getId()).isEqualTo(confinable);
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void callsWhatExistsWithArgumentsThatAreAccepted(String workflow) throws IOException {
    for (var task : tasks(workflow, ServiceTask.class)) {
      assertThat(tools(task)).allMatch(tool -> Files.exists(Path.of("tools", tool + ".yaml")));
      if (task.getType().equals("tool")) {
        var arguments = new ObjectMapper().readTree(fields(task).get("arguments"));
        var schema = contract(fields(task).getOrDefault("tool", "")).path("arguments");
        var names = arguments.propertyStream().map(Map.Entry::getKey).toList();
        assertThat(schema.path("properties").propertyStream().map(Map.Entry::getKey)).containsAll(
          names
        );
        assertThat(names).containsAll(
          schema.path("required").valueStream().map(JsonNode::asText).toList()
        );
      }
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void asksGroupsThatSomebodyIsInWithFormsThatExist(String workflow) throws IOException {
    var groups = yaml(Path.of("src/main/resources/people.yaml"))
      .path("people")
      .valueStream()
      .flatMap(person -> person.path("groups").valueStream())
      .map(JsonNode::asText)
      .collect(Collectors.toSet());
    assertThat(tasks(workflow, StartEvent.class)).allMatch(start ->
      Files.exists(Path.of("forms", start.getFormKey() + ".form"))
    );
    for (var task : tasks(workflow, UserTask.class)) {
      assertThat(Path.of("forms", task.getFormKey() + ".form")).exists();
      assertThat(groups).containsAll(task.getCandidateGroups());
    }
  }

  private static Stream<String> tools(ServiceTask task) {
    var fields = fields(task);
    if (task.getType().equals("tool")) {
      return Stream.of(fields.getOrDefault("tool", ""));
    }
    return fields.containsKey("tools")
      ? Stream.of(fields.getOrDefault("tools", "").split("\\s*,\\s*"))
      : read(Path.of("agents", fields.get("agent") + ".yaml"))
          .path("tools")
          .valueStream()
          .map(JsonNode::asText);
  }

  private static <T extends FlowNode> List<T> tasks(String workflow, Class<T> type) {
    var found = model(workflow).getMainProcess().findFlowElementsOfType(type);
    assertThat(found).isNotEmpty();
    return found;
  }

  private static BpmnModel model(String workflow) {
    return new BpmnXMLConverter().convertToBpmnModel(
      () -> open(Path.of("processes", workflow)),
      true,
      false
    );
  }

  private static Map<String, String> fields(ServiceTask task) {
    return task
      .getFieldExtensions()
      .stream()
      .collect(Collectors.toMap(FieldExtension::getFieldName, FieldExtension::getStringValue));
  }

  private static JsonNode contract(String tool) {
    return read(Path.of("tools", tool + ".yaml"));
  }

  private static JsonNode read(Path file) {
    try {
      return yaml(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
