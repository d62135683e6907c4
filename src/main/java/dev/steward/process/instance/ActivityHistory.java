package dev.steward.process.instance;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flowable.bpmn.model.BoundaryEvent;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.engine.HistoryService;
import org.flowable.engine.ManagementService;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.TaskService;
import org.flowable.engine.history.HistoricActivityInstance;
import org.flowable.job.api.Job;
import org.flowable.task.api.TaskInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where an instance is and was. */
@Component
class ActivityHistory {

  // Several begin in one millisecond, and then mostly in one transaction.
  private static final Comparator<HistoricActivityInstance> BEGUN = Comparator.comparing(
    HistoricActivityInstance::getStartTime
  ).thenComparing(
    HistoricActivityInstance::getTransactionOrder,
    Comparator.nullsFirst(Comparator.naturalOrder())
  );

  private final HistoryService history;
  private final RepositoryService repository;
  private final ManagementService management;
  private final TaskService tasks;

  ActivityHistory(
    HistoryService history,
    RepositoryService repository,
    ManagementService management,
    TaskService tasks
  ) {
    this.history = history;
    this.repository = repository;
    this.management = management;
    this.tasks = tasks;
  }

  /**
   * In the order in which they began. The engine puts a boundary event on record as soon as its activity begins; here it is
   * only there when it struck.
   */
  List<HistoricActivityInstance> of(String instanceId) {
    var all = history.createHistoricActivityInstanceQuery().processInstanceId(instanceId).list();
    var struck = struck(all);
    return all
      .stream()
      .sorted(BEGUN)
      .filter(activity -> !activity.getActivityType().equals("sequenceFlow"))
      .filter(
        activity ->
          !activity.getActivityType().equals("boundaryEvent") ||
          struck.contains(activity.getActivityId())
      )
      .toList();
  }

  /** One state for each activity, for the diagram. */
  List<InstanceView.ActivityView> states(String instanceId) {
    var incidents = counted(
      management.createDeadLetterJobQuery().processInstanceId(instanceId).list(),
      Job::getElementId
    );
    var asked = counted(
      tasks.createTaskQuery().processInstanceId(instanceId).list(),
      TaskInfo::getTaskDefinitionKey
    );
    var states = new LinkedHashMap<String, ActivityState>();
    var tokens = new HashMap<String, Long>();
    for (var activity : of(instanceId)) {
      var id = activity.getActivityId();
      // What another event overtook, or a cancellation ended, was not completed.
      if (activity.getDeleteReason() != null) {
        continue;
      }
      if (activity.getEndTime() == null) {
        states.put(id, incidents.containsKey(id) ? ActivityState.FAILED : ActivityState.ACTIVE);
        tokens.merge(id, 1L, Long::sum);
      } else {
        states.putIfAbsent(id, ActivityState.COMPLETED);
      }
    }
    return states
      .entrySet()
      .stream()
      .map(state ->
        new InstanceView.ActivityView(
          state.getKey(),
          state.getValue(),
          tokens.getOrDefault(state.getKey(), 0L),
          incidents.getOrDefault(state.getKey(), 0L),
          asked.getOrDefault(state.getKey(), 0L)
        )
      )
      .toList();
  }

  private static <T> Map<String, Long> counted(
    List<T> things,
    Function<T, @Nullable String> activity
  ) {
    return things
      .stream()
      .collect(
        Collectors.groupingBy(
          thing -> Objects.requireNonNullElse(activity.apply(thing), ""),
          Collectors.counting()
        )
      );
  }

  /** The boundary events from which a sequence flow was taken. */
  private Set<String> struck(List<HistoricActivityInstance> all) {
    if (all.isEmpty()) {
      return Set.of();
    }
    Map<String, String> sources = new HashMap<>();
    repository
      .getBpmnModel(all.getFirst().getProcessDefinitionId())
      .getMainProcess()
      .findFlowElementsOfType(SequenceFlow.class, true)
      .forEach(flow -> {
        FlowElement source = flow.getSourceFlowElement();
        if (source instanceof BoundaryEvent) {
          sources.put(flow.getId(), source.getId());
        }
      });
    return all
      .stream()
      .filter(activity -> activity.getActivityType().equals("sequenceFlow"))
      .map(flow -> sources.getOrDefault(flow.getActivityId(), ""))
      .collect(Collectors.toSet());
  }
}
