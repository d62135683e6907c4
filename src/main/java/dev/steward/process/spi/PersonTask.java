package dev.steward.process.spi;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task for a person, opened inside a service task.
 *
 * @param id becomes the engine's task id, so that opening twice is noticed
 * @param groups candidate groups; at least one
 */
public record PersonTask(
  UUID id,
  TaskKind kind,
  String name,
  @Nullable String description,
  List<String> groups,
  @Nullable Instant dueAt
) {
  public PersonTask {
    groups = List.copyOf(groups);
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("A task for a person needs a candidate group");
    }
  }
}
