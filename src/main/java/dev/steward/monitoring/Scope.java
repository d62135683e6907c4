package dev.steward.monitoring;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reading is limited to; what is null is not.
 *
 * @param group in which somebody is asked to do a task; only of tasks that are open now
 */
public record Scope(
  @Nullable String processKey,
  @Nullable Integer version,
  @Nullable String agent,
  @Nullable String tool,
  @Nullable String model,
  @Nullable String group
) {
  Filter filter() {
    return Filter.of(processKey, version, null, agent, tool, model);
  }

  /** Names of what is wanted here and is not among these. */
  List<String> beyond(List<String> known) {
    return Arrays.stream(Scope.class.getRecordComponents())
      .map(component -> component.getName())
      .filter(name -> isWanted(name) && !known.contains(name))
      .toList();
  }

  private boolean isWanted(String name) {
    return switch (name) {
      case "processKey" -> processKey != null;
      case "version" -> version != null;
      case "agent" -> agent != null;
      case "tool" -> tool != null;
      case "model" -> model != null;
      default -> group != null;
    };
  }
}
