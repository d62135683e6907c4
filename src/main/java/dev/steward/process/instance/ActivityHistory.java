package dev.steward.process.instance;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.flowable.bpmn.model.BoundaryEvent;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.engine.HistoryService;
import org.flowable.engine.ManagementService;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.history.HistoricActivityInstance;
import org.flowable.job.api.Job;
import org.springframework.stereotype.Component;

/** Where an instance is and was. */
@Component
class ActivityHistory {

  private final HistoryService history;
  private final RepositoryService repository;
  private final ManagementService management;

  ActivityHistory(
    HistoryService history,
    RepositoryService repository,
    ManagementService management
  ) {
    this.history = history;
    this.repository = repository;
    this.management = management;
  }

  /**
   * In the order in which they began. The engine puts a boundary event on record as soon as its activity begins; here it is
   * only there when it struck.
   */
  List<HistoricActivityInstance> of(String instanceId) {
    var all = history
      .createHistoricActivityInstanceQuery()
      .processInstanceId(instanceId)
      .orderByHistoricActivityInstanceStartTime()
      .asc()
      .list();
    var struck = struck(all);
    return all
      .stream()
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
    var failed = management
      .createDeadLetterJobQuery()
      .processInstanceId(instanceId)
      .list()
      .stream()
      .map(Job::getElementId)
      .collect(Collectors.toSet());
    var states = new LinkedHashMap<String, ActivityState>();
    for (var activity : of(instanceId)) {
      var id = activity.getActivityId();
      // What another event overtook, or a cancellation ended, was not completed.
      if (activity.getDeleteReason() != null) {
        continue;
      }
      if (activity.getEndTime() == null) {
        states.put(id, failed.contains(id) ? ActivityState.FAILED : ActivityState.ACTIVE);
      } else {
        states.putIfAbsent(id, ActivityState.COMPLETED);
      }
    }
    return states
      .entrySet()
      .stream()
      .map(state -> new InstanceView.ActivityView(state.getKey(), state.getValue()))
      .toList();
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
