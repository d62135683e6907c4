package dev.steward.process.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service task as it is reached.
 *
 * @param fields the task's {@code flowable:field}s
 * @param owner who completed the user task that the field {@code owner} names; null where it names none, or nobody has
 * @param variables the process variables visible from the task
 */
public record TaskEntry(
  WorkContext context,
  Map<String, String> fields,
  @Nullable String owner,
  Variables variables
) {
  public TaskEntry {
    fields = Map.copyOf(fields);
  }
}
