package dev.steward.process.check;

import dev.steward.process.engine.Expressions;
import dev.steward.process.engine.TaskFields;
import dev.steward.process.engine.WorkflowMap;
import dev.steward.process.form.Form;
import dev.steward.process.spi.DurableTask;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flowable.bpmn.model.Activity;
import org.flowable.bpmn.model.BoundaryEvent;
import org.flowable.bpmn.model.CallActivity;
import org.flowable.bpmn.model.ErrorEventDefinition;
import org.flowable.bpmn.model.Event;
import org.flowable.bpmn.model.EventSubProcess;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.FlowNode;
import org.flowable.bpmn.model.IOParameter;
import org.flowable.bpmn.model.IntermediateCatchEvent;
import org.flowable.bpmn.model.MessageEventDefinition;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.SignalEventDefinition;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.SubProcess;
import org.flowable.bpmn.model.TimerEventDefinition;
import org.flowable.bpmn.model.UserTask;
import org.jspecify.annotations.Nullable;

/**
 * A variable that only this process writes, read where no writer can have been before. What an application may bring at the start or with
 * a message cannot be known, so a variable that nothing here writes is none of these.
 */
final class VariableCheck {

  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Process process;
  private final FlowGraph graph;
  private final Map<String, DurableTask> types;
  private final Function<String, Optional<Form>> forms;
  private final Map<String, Set<String>> writers = new HashMap<>();
  private final Set<String> given = new HashSet<>();

  VariableCheck(
    Process process,
    FlowGraph graph,
    Map<String, DurableTask> types,
    Function<String, Optional<Form>> forms
  ) {
    this.process = process;
    this.graph = graph;
    this.types = types;
    this.forms = forms;
  }

  interface Found {
    void add(Rule rule, FlowNode at, String message);
  }

  void check(Found found) {
    collect();
    var received = received();
    var after = new HashMap<String, Set<String>>();
    for (var node : graph.inOrder()) {
      if (received.contains(node.getId()) || isAside(node)) {
        continue;
      }
      read(node)
        .distinct()
        .filter(name -> writers.containsKey(name) && !given.contains(name))
        .filter(name ->
          writersOf(name).noneMatch(writer ->
            after.computeIfAbsent(writer, graph::after).contains(node.getId())
          )
        )
        .sorted()
        .forEach(name ->
          found.add(
            Rule.READ_BEFORE_WRITTEN,
            node,
            "It reads '%s', which is written only later: at %s".formatted(
              name,
              String.join(", ", writersOf(name).toList())
            )
          )
        );
    }
  }

  private void collect() {
    given.addAll(WorkflowMap.of(process).data().keySet());
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
      if (node instanceof Activity activity && activity.getLoopCharacteristics() != null) {
        var loop = activity.getLoopCharacteristics();
        Stream.of(loop.getElementVariable(), loop.getElementIndexVariable())
          .flatMap(Stream::ofNullable)
          .forEach(given::add);
      }
    }
  }

  private Stream<String> writersOf(String name) {
    return writers.getOrDefault(name, Set.of()).stream().sorted();
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
      case Event event -> event
        .getEventDefinitions()
        .stream()
        .filter(ErrorEventDefinition.class::isInstance)
        .map(definition -> ((ErrorEventDefinition) definition).getErrorVariableName())
        .flatMap(Stream::ofNullable);
      default -> Stream.empty();
    };
  }

  private Stream<String> read(FlowNode node) {
    var conditions = node
      .getOutgoingFlows()
      .stream()
      .map(SequenceFlow::getConditionExpression)
      .flatMap(VariableCheck::variables);
    // What a task writes its own outgoing conditions may read.
    var written = written(node).toList();
    return Stream.of(
      inside(node),
      repeated(node),
      conditions.filter(name -> !written.contains(name))
    )
      .flatMap(Function.identity())
      .filter(name -> WORD.matcher(name).matches());
  }

  private Stream<String> inside(FlowNode node) {
    return switch (node) {
      case ServiceTask task -> Optional.ofNullable(types.get(String.valueOf(task.getType())))
        .map(type -> type.reads(TaskFields.of(task)).stream())
        .orElseGet(Stream::empty);
      case UserTask task -> Stream.of(
        Stream.of(
          task.getName(),
          task.getDocumentation(),
          task.getAssignee(),
          task.getOwner(),
          task.getDueDate(),
          task.getPriority()
        ),
        task.getCandidateGroups().stream(),
        task.getCandidateUsers().stream()
      )
        .flatMap(Function.identity())
        .flatMap(VariableCheck::variables);
      case CallActivity call -> Stream.concat(
        Stream.of(call.getBusinessKey(), call.getProcessInstanceName()).flatMap(
          VariableCheck::variables
        ),
        call.getInParameters().stream().flatMap(VariableCheck::source)
      );
      case Event event -> event
        .getEventDefinitions()
        .stream()
        .filter(TimerEventDefinition.class::isInstance)
        .map(TimerEventDefinition.class::cast)
        .flatMap(timer ->
          Stream.of(timer.getTimeDate(), timer.getTimeDuration(), timer.getTimeCycle())
        )
        .flatMap(VariableCheck::variables);
      default -> Stream.empty();
    };
  }

  /** What a loop goes over, or how often. */
  private static Stream<String> repeated(FlowNode node) {
    if (!(node instanceof Activity activity) || activity.getLoopCharacteristics() == null) {
      return Stream.empty();
    }
    var loop = activity.getLoopCharacteristics();
    return Stream.concat(
      Stream.ofNullable(loop.getInputDataItem()).flatMap(VariableCheck::nameOrVariables),
      variables(loop.getLoopCardinality())
    );
  }

  private static Stream<String> source(IOParameter parameter) {
    return Stream.concat(
      Stream.ofNullable(parameter.getSource()).flatMap(VariableCheck::nameOrVariables),
      variables(parameter.getSourceExpression())
    );
  }

  private static Stream<String> nameOrVariables(String text) {
    return Expressions.isIn(text) ? variables(text) : Stream.of(text.strip());
  }

  private static Stream<String> variables(@Nullable String text) {
    return text == null ? Stream.empty() : Expressions.check(text).variables().stream();
  }

  private Stream<String> form(@Nullable String key) {
    return key == null
      ? Stream.empty()
      : forms
          .apply(key)
          .map(form -> form.variables().stream())
          .orElseGet(Stream::empty);
  }
}
