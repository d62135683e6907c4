package dev.steward.live;

import dev.steward.audit.AuditEntry;
import dev.steward.process.spi.Moves;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what has changed, each thing once. */
final class Changes {

  private final Map<Topic, Set<String>> ids = new EnumMap<>(Topic.class);
  private final Set<Topic> unknown = new LinkedHashSet<>();

  void add(AuditEntry entry) {
    if (Boolean.TRUE.equals(entry.detail().get("rehearsal"))) {
      return;
    }
    var subject = entry.type().substring(0, Math.max(0, entry.type().indexOf('.')));
    switch (subject) {
      case "task", "review" -> add(Topic.TASKS, entry.detail().get("taskId"));
      case "incident" -> add(Topic.INCIDENTS, entry.detail().get("incidentId"));
      case "deployment" -> add(Topic.DEPLOYMENTS, entry.detail().get("deploymentId"));
      case "switch" -> add(Topic.SWITCHES, entry.detail().get("name"));
      default -> {
      }
    }
    if (entry.instanceId() != null) {
      add(Topic.INSTANCES, entry.instanceId());
    }
  }

  /** Wherever an instance goes there may be a new task. */
  void add(Collection<Moves.Move> moves) {
    if (!moves.isEmpty()) {
      moves.forEach(move -> add(Topic.INSTANCES, move.instanceId()));
      unknown.add(Topic.TASKS);
    }
  }

  void everything() {
    unknown.addAll(List.of(Topic.values()));
  }

  private void add(Topic topic, @Nullable Object id) {
    if (id == null) {
      unknown.add(topic);
    } else {
      ids.computeIfAbsent(topic, any -> new LinkedHashSet<>()).add(id.toString());
    }
  }

  List<Hint> hints() {
    var topics = new LinkedHashSet<>(unknown);
    topics.addAll(ids.keySet());
    return topics
      .stream()
      .sorted()
      .map(topic ->
        unknown.contains(topic)
          ? Hint.any(topic)
          : new Hint(topic, List.copyOf(ids.getOrDefault(topic, Set.of())))
      )
      .toList();
  }
}
