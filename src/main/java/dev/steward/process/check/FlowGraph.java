package dev.steward.process.check;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flowable.bpmn.model.Activity;
import org.flowable.bpmn.model.BoundaryEvent;
import org.flowable.bpmn.model.CompensateEventDefinition;
import org.flowable.bpmn.model.EventSubProcess;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.FlowNode;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.SubProcess;

/** What can come after what. More may be said to follow than ever will, but nothing that can follow is left out. */
final class FlowGraph {

  private final Map<String, FlowNode> nodes = new HashMap<>();
  private final Map<String, Set<String>> next = new HashMap<>();
  private final Set<String> entries = new LinkedHashSet<>();

  FlowGraph(Process process) {
    scope(process.getFlowElements());
    nodes.values().stream().filter(FlowGraph::isEntry).map(FlowNode::getId).forEach(entries::add);
  }

  Collection<FlowNode> nodes() {
    return nodes.values();
  }

  /** As they stand in the file. */
  List<FlowNode> inOrder() {
    return nodes
      .values()
      .stream()
      .sorted(Comparator.comparingInt(FlowNode::getXmlRowNumber).thenComparing(FlowNode::getId))
      .toList();
  }

  /** All that can be reached from the events that start something. */
  Set<String> reachable() {
    var reached = new HashSet<String>();
    entries.forEach(entry -> reached.addAll(after(entry)));
    reached.addAll(entries);
    return reached;
  }

  /** What can follow a node; the node itself only where it lies in a loop. */
  Set<String> after(String id) {
    var reached = new HashSet<String>();
    var open = new ArrayDeque<>(next.getOrDefault(id, Set.of()));
    while (!open.isEmpty()) {
      var node = open.pop();
      if (reached.add(node)) {
        open.addAll(next.getOrDefault(node, Set.of()));
      }
    }
    return reached;
  }

  boolean hasNext(FlowNode node) {
    return !node.getOutgoingFlows().isEmpty();
  }

  private void scope(Collection<FlowElement> elements) {
    for (var element : elements) {
      if (element instanceof SequenceFlow flow) {
        edge(flow.getSourceRef(), flow.getTargetRef());
      } else if (element instanceof FlowNode node && node.getId() != null) {
        nodes.put(node.getId(), node);
        if (node instanceof BoundaryEvent event) {
          edge(event.getAttachedToRefId(), event.getId());
        }
        if (node instanceof SubProcess inner) {
          scope(inner.getFlowElements());
          for (var child : inner.getFlowElements()) {
            if (child instanceof FlowNode part && part.getId() != null) {
              // Into it and, by whatever way it is left, back to it.
              if (part instanceof StartEvent || part instanceof EventSubProcess) {
                edge(inner.getId(), part.getId());
              }
              edge(part.getId(), inner.getId());
            }
          }
        }
      }
    }
  }

  private void edge(String from, String to) {
    next.computeIfAbsent(from, key -> new LinkedHashSet<>()).add(to);
  }

  private static boolean isEntry(FlowNode node) {
    return (
      (node instanceof StartEvent && node.getSubProcess() == null) ||
      node instanceof EventSubProcess ||
      (node instanceof Activity activity && activity.isForCompensation()) ||
      (node instanceof BoundaryEvent event &&
        event.getEventDefinitions().stream().anyMatch(CompensateEventDefinition.class::isInstance))
    );
  }
}
