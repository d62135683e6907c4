package dev.steward.process.readiness;

import dev.steward.process.check.Finding;
import dev.steward.process.check.Rule;
import dev.steward.process.engine.TaskFields;
import dev.steward.process.engine.WorkflowMap;
import dev.steward.process.spi.TaskMeans;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.UserTask;
import org.flowable.engine.repository.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A version of a workflow, read for its answers.
 *
 * @param steps of agents and of the process itself, in the order of the file
 * @param tasks of people, in the order of the file
 * @param findings of the check, as a deployment would get them now
 */
record Workflow(
  ProcessDefinition definition,
  Process process,
  WorkflowMap map,
  List<Step> steps,
  List<UserTask> tasks,
  List<Finding> findings
) {
  /** @param fields as the diagram has them */
  record Step(ServiceTask task, Map<String, String> fields, TaskMeans means) {
    String id() {
      return task.getId();
    }

    String name() {
      return nameOf(task);
    }

    /** The agent's name; null where the process acts by itself. */
    @Nullable
    String agent() {
      return means.agent() == null ? null : means.agent().name();
    }

    Optional<String> field(String name) {
      return Optional.ofNullable(fields.get(name)).filter(value -> !value.isBlank());
    }
  }

  /** What the type of a service task says about one. */
  interface Means {
    TaskMeans of(String type, Map<String, String> fields, String riskClass);
  }

  static Workflow read(
    ProcessDefinition definition,
    Process process,
    Means means,
    List<Finding> findings
  ) {
    var map = WorkflowMap.of(process);
    var steps = process
      .findFlowElementsOfType(ServiceTask.class, true)
      .stream()
      .sorted(inOrder())
      .map(task -> {
        var fields = TaskFields.of(task);
        return new Step(
          task,
          fields,
          means.of(String.valueOf(task.getType()), fields, map.riskClass())
        );
      })
      .filter(step -> !step.means().equals(TaskMeans.NONE))
      .toList();
    var tasks = process
      .findFlowElementsOfType(UserTask.class, true)
      .stream()
      .sorted(inOrder())
      .toList();
    return new Workflow(definition, process, map, steps, tasks, findings);
  }

  /** Each tool once, with the steps that may call it. */
  Map<TaskMeans.Tool, List<Step>> tools() {
    var tools = new LinkedHashMap<TaskMeans.Tool, List<Step>>();
    steps
      .stream()
      .flatMap(step -> step.means().tools().stream())
      .distinct()
      .sorted(Comparator.comparing(TaskMeans.Tool::name))
      .forEach(tool ->
        tools.put(
          tool,
          steps
            .stream()
            .filter(step -> step.means().tools().contains(tool))
            .toList()
        )
      );
    return tools;
  }

  List<Finding> found(Collection<Rule> rules) {
    return findings
      .stream()
      .filter(finding -> rules.contains(finding.rule()))
      .toList();
  }

  List<Finding> found(Rule rule) {
    return found(Set.of(rule));
  }

  static String nameOf(FlowElement element) {
    return element.getName() == null || element.getName().isBlank()
      ? element.getId()
      : element.getName();
  }

  private static Comparator<FlowElement> inOrder() {
    return Comparator.comparingInt(FlowElement::getXmlRowNumber).thenComparing(FlowElement::getId);
  }
}
