package dev.steward.process.spi;

import java.util.Map;

/**
 * A service task as it is reached.
 *
 * @param fields the task's {@code flowable:field}s
 * @param variables the process variables visible from the task
 */
public record TaskEntry(WorkContext context, Map<String, String> fields, Variables variables) {
  public TaskEntry {
    fields = Map.copyOf(fields);
  }
}
