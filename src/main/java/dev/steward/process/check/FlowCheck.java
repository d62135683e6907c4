package dev.steward.process.check;

import dev.steward.process.engine.Expressions;
import dev.steward.process.engine.TaskFields;
import dev.steward.process.engine.WorkflowMap;
import dev.steward.process.form.Form;
import dev.steward.process.spi.DurableTask;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flowable.bpmn.model.Activity;
import org.flowable.bpmn.model.BoundaryEvent;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.CallActivity;
import org.flowable.bpmn.model.CompensateEventDefinition;
import org.flowable.bpmn.model.EndEvent;
import org.flowable.bpmn.model.ErrorEventDefinition;
import org.flowable.bpmn.model.Event;
import org.flowable.bpmn.model.EventSubProcess;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.FlowElementsContainer;
import org.flowable.bpmn.model.FlowNode;
import org.flowable.bpmn.model.IntermediateCatchEvent;
import org.flowable.bpmn.model.MessageEventDefinition;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.SignalEventDefinition;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.SubProcess;
import org.flowable.bpmn.model.UserTask;

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
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final String resource;
  private final Process process;
  private final BpmnModel model;
  private final FlowGraph graph;
  private final Map<String, DurableTask> types;
  private final Function<String, Optional<Form>> forms;
  private final Findings findings;

  FlowCheck(
    String resource,
    BpmnModel model,
    Process process,
    Map<String, DurableTask> types,
    Function<String, Optional<Form>> forms,
    Findings findings
  ) {
    this.resource = resource;
    this.model = model;
    this.process = process;
    this.types = types;
    this.forms = forms;
    this.findings = findings;
    this.graph = new FlowGraph(process);
  }

  void check() {
    map();
    paths();
    fallbacks();
    variables();
  }

  private void map() {
    var map = WorkflowMap.of(process);
    var missing = new LinkedHashMap<String, Boolean>();
    missing.put("owner", map.owner() == null);
    missing.put("riskClass", map.riskClass().equals("unclassified"));
    missing.put("trigger", map.trigger() == null);
    missing.put("successMetric", map.successMetric() == null);
    missing.put("systems", map.systems().isEmpty());
    var names = missing
      .entrySet()
      .stream()
      .filter(Map.Entry::getValue)
      .map(Map.Entry::getKey)
      .toList();
    if (!names.isEmpty()) {
      add(
        Rule.MAP_INCOMPLETE,
        process.getId(),
        process.getName(),
        process.getXmlRowNumber(),
        "The workflow map does not say: " + String.join(", ", names)
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
    for (var node : sorted()) {
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

  /**
   * A variable that only this process writes, read where no writer can have been before. What an application may bring at the start or
   * with a message cannot be known, so a variable that nothing here writes is none of these.
   */
  private void variables() {
    var writers = new HashMap<String, Set<String>>();
    var given = new HashSet<String>(WorkflowMap.of(process).data().keySet());
    process.getDataObjects().forEach(object -> given.add(object.getName()));
    for (var node : graph.nodes()) {
      written(node).forEach(name ->
        writers.computeIfAbsent(name, key -> new HashSet<>()).add(node.getId())
      );
      if (node instanceof StartEvent start) {
        form(start.getFormKey()).forEach(given::add);
        Stream.ofNullable(start.getInitiator()).forEach(given::add);
      }
      if (node instanceof SubProcess inner) {
        inner.getDataObjects().forEach(object -> given.add(object.getName()));
      }
    }
    var received = received();
    var after = new HashMap<String, Set<String>>();
    for (var node : sorted()) {
      if (received.contains(node.getId()) || isAside(node)) {
        continue;
      }
      read(node)
        .distinct()
        .filter(name -> writers.containsKey(name) && !given.contains(name))
        .filter(name ->
          writers
            .getOrDefault(name, Set.of())
            .stream()
            .noneMatch(writer -> after.computeIfAbsent(writer, graph::after).contains(node.getId()))
        )
        .sorted()
        .forEach(name ->
          add(
            Rule.READ_BEFORE_WRITTEN,
            node,
            "It reads '%s', which is written only later: at %s".formatted(
              name,
              String.join(", ", writers.getOrDefault(name, Set.of()).stream().sorted().toList())
            )
          )
        );
    }
  }

  /** Where a message or a signal may have brought variables before. */
  private Set<String> received() {
    var received = new HashSet<String>();
    for (var node : graph.nodes()) {
      if (
        node instanceof IntermediateCatchEvent ||
        node instanceof BoundaryEvent ||
        isInEventSubProcess(node)
      ) {
        var brings = ((Event) node)
          .getEventDefinitions()
          .stream()
          .anyMatch(
            definition ->
              definition instanceof MessageEventDefinition ||
              definition instanceof SignalEventDefinition
          );
        if (brings) {
          received.addAll(graph.after(node.getId()));
        }
      }
    }
    return received;
  }

  private static boolean isInEventSubProcess(FlowNode node) {
    return node instanceof StartEvent && node.getSubProcess() instanceof EventSubProcess;
  }

  /** Reached by no path: when it comes to it, anything may have happened. */
  private static boolean isAside(FlowNode node) {
    for (FlowElement element = node; element != null; element = element.getSubProcess()) {
      if (
        element instanceof EventSubProcess ||
        (element instanceof Activity activity && activity.isForCompensation())
      ) {
        return true;
      }
    }
    return false;
  }

  private Stream<String> written(FlowNode node) {
    return switch (node) {
      case ServiceTask task -> Stream.ofNullable(TaskFields.of(task).get("result"));
      case UserTask task -> form(task.getFormKey());
      case CallActivity call -> call
        .getOutParameters()
        .stream()
        .map(parameter -> String.valueOf(parameter.getTarget()));
      default -> Stream.empty();
    };
  }

  private Stream<String> read(FlowNode node) {
    var own =
      node instanceof ServiceTask task
        ? Optional.ofNullable(types.get(String.valueOf(task.getType())))
            .map(type -> type.reads(TaskFields.of(task)).stream())
            .orElseGet(Stream::empty)
        : Stream.<String>empty();
    var conditions = node
      .getOutgoingFlows()
      .stream()
      .map(SequenceFlow::getConditionExpression)
      .filter(condition -> condition != null)
      .flatMap(condition -> Expressions.check(condition).variables().stream());
    // What a task writes its own outgoing conditions may read.
    var written = written(node).toList();
    return Stream.concat(own, conditions.filter(name -> !written.contains(name))).filter(name ->
      WORD.matcher(name).matches()
    );
  }

  private Stream<String> form(String key) {
    return key == null
      ? Stream.empty()
      : forms
          .apply(key)
          .map(form -> form.variables().stream())
          .orElseGet(Stream::empty);
  }

  private Iterable<FlowNode> sorted() {
    return graph
      .nodes()
      .stream()
      .sorted(Comparator.comparingInt(FlowNode::getXmlRowNumber).thenComparing(FlowNode::getId))
      .toList();
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
