package dev.steward.process.check;

import dev.steward.process.engine.TaskFields;
import dev.steward.process.engine.WorkflowMap;
import dev.steward.process.form.Form;
import dev.steward.process.spi.DurableTask;
import dev.steward.process.spi.TaskMeans;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.flowable.bpmn.model.Activity;
import org.flowable.bpmn.model.BoundaryEvent;
import org.flowable.bpmn.model.CompensateEventDefinition;
import org.flowable.bpmn.model.EndEvent;
import org.flowable.bpmn.model.ErrorEventDefinition;
import org.flowable.bpmn.model.Event;
import org.flowable.bpmn.model.EventSubProcess;
import org.flowable.bpmn.model.ExclusiveGateway;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.FlowElementsContainer;
import org.flowable.bpmn.model.FlowNode;
import org.flowable.bpmn.model.Gateway;
import org.flowable.bpmn.model.InclusiveGateway;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.UserTask;
import org.jspecify.annotations.Nullable;

/** What an author would rather know before the first instance runs into it. Nothing here refuses a deployment. */
final class FlowCheck {

  private static final Set<String> RISK_CLASSES = Set.of(
    "internal-summarization",
    "record-enrichment",
    "customer-outreach",
    "financial-action",
    "clinical",
    "unclassified"
  );
  /** Those in which an agent has the least autonomy. */
  private static final Set<String> APPROVED_BEFORE = Set.of("financial-action", "clinical");

  private final String resource;
  private final Process process;
  private final FlowGraph graph;
  private final Map<String, DurableTask> types;
  private final Function<String, Optional<Form>> forms;
  private final Findings findings;

  FlowCheck(
    String resource,
    Process process,
    Map<String, DurableTask> types,
    Function<String, Optional<Form>> forms,
    Findings findings
  ) {
    this.resource = resource;
    this.process = process;
    this.types = types;
    this.forms = forms;
    this.findings = findings;
    this.graph = new FlowGraph(process);
  }

  void check() {
    map();
    paths();
    defaults();
    fallbacks();
    compensations();
    approvals();
    new VariableCheck(process, graph, types, forms).check(this::add);
  }

  private void map() {
    var map = WorkflowMap.of(process);
    if (!map.unsaid().isEmpty()) {
      add(
        Rule.MAP_INCOMPLETE,
        process.getId(),
        process.getName(),
        process.getXmlRowNumber(),
        "The workflow map does not say: " + String.join(", ", map.unsaid())
      );
    }
    if (!RISK_CLASSES.contains(map.riskClass())) {
      add(
        Rule.RISK_CLASS,
        process.getId(),
        process.getName(),
        process.getXmlRowNumber(),
        "No decision table knows the risk class '%s'".formatted(map.riskClass())
      );
    }
  }

  private void paths() {
    var reachable = graph.reachable();
    for (var node : graph.inOrder()) {
      if (!reachable.contains(node.getId())) {
        add(Rule.UNREACHABLE, node, "No path leads here");
      } else if (!graph.hasNext(node) && !mayEnd(node)) {
        add(Rule.DEAD_END, node, "The path ends here, and at no end event");
      }
    }
  }

  private static boolean mayEnd(FlowNode node) {
    return (
      node instanceof EndEvent ||
      node instanceof EventSubProcess ||
      (node instanceof Activity activity && activity.isForCompensation()) ||
      (node instanceof BoundaryEvent event && compensates(event))
    );
  }

  private static boolean compensates(Event event) {
    return event
      .getEventDefinitions()
      .stream()
      .anyMatch(CompensateEventDefinition.class::isInstance);
  }

  /** An instance that finds no flow to take cannot go on. */
  private void defaults() {
    for (var node : graph.inOrder()) {
      if (
        (node instanceof ExclusiveGateway || node instanceof InclusiveGateway) &&
        !node.getOutgoingFlows().isEmpty() &&
        isBlank(((Gateway) node).getDefaultFlow()) &&
        node
          .getOutgoingFlows()
          .stream()
          .noneMatch(flow -> isBlank(flow.getConditionExpression()))
      ) {
        add(Rule.NO_DEFAULT, node, "Each of its flows has a condition, and none is the default");
      }
    }
  }

  private void approvals() {
    var riskClass = WorkflowMap.of(process).riskClass();
    if (!APPROVED_BEFORE.contains(riskClass)) {
      return;
    }
    for (var task : process.findFlowElementsOfType(ServiceTask.class, true)) {
      var type = types.get(String.valueOf(task.getType()));
      var tools =
        type == null ? List.<String>of() : unapproved(type.means(TaskFields.of(task), riskClass));
      if (!tools.isEmpty()) {
        add(
          Rule.WRITE_WITHOUT_APPROVAL,
          task,
          "A person approves before execution in a workflow of the class '%s', and here nobody has to: %s".formatted(
            riskClass,
            String.join(", ", tools)
          )
        );
      }
    }
  }

  /** Tools that could change something without a person's approval before. */
  private static List<String> unapproved(TaskMeans means) {
    return means
      .tools()
      .stream()
      .filter(tool -> tool.writes() && tool.ordinarily().runs())
      .map(TaskMeans.Tool::name)
      .toList();
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private void fallbacks() {
    process
      .findFlowElementsOfType(ServiceTask.class, true)
      .stream()
      .filter(task -> types.containsKey(String.valueOf(task.getType())))
      .filter(task -> !task.isForCompensation() && !isCaught(task))
      .forEach(task ->
        add(
          Rule.NO_FALLBACK,
          task,
          "No error event catches the failure of this task: an operator would have to step in"
        )
      );
  }

  /** The engine hangs a handler below the event that throws, and does not wait for it: an instance that ends meanwhile breaks. */
  private void compensations() {
    process
      .findFlowElementsOfType(UserTask.class, true)
      .stream()
      .filter(Activity::isForCompensation)
      .forEach(task ->
        add(
          Rule.COMPENSATION_BY_PERSON,
          task,
          "The process does not wait for a person who takes something back, and fails if it comes to its end before"
        )
      );
  }

  /** By an event at the task, at a sub-process around it, or by an event sub-process beside it. */
  private boolean isCaught(ServiceTask task) {
    FlowElement element = task;
    while (element != null) {
      if (
        element instanceof Activity activity &&
        activity.getBoundaryEvents().stream().anyMatch(FlowCheck::catchesErrors)
      ) {
        return true;
      }
      FlowElementsContainer scope = element.getParentContainer();
      if (scope != null && scope.getFlowElements().stream().anyMatch(FlowCheck::startsAtErrors)) {
        return true;
      }
      element = element.getSubProcess();
    }
    return false;
  }

  private static boolean startsAtErrors(FlowElement element) {
    return (
      element instanceof EventSubProcess handler &&
      handler
        .getFlowElements()
        .stream()
        .anyMatch(part -> part instanceof StartEvent start && catchesErrors(start))
    );
  }

  private static boolean catchesErrors(Event event) {
    return event.getEventDefinitions().stream().anyMatch(ErrorEventDefinition.class::isInstance);
  }

  private void add(Rule rule, FlowNode node, String message) {
    add(rule, node.getId(), node.getName(), node.getXmlRowNumber(), message);
  }

  private void add(Rule rule, String id, String name, int line, String message) {
    findings.add(
      new Finding(rule.severity(), resource, id, name, line > 0 ? line : null, rule, message)
    );
  }
}
