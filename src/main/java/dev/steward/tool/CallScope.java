package dev.steward.tool;

import dev.steward.process.spi.Labels;
import dev.steward.process.spi.WorkContext;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * For whom and under which bounds calls are made.
 *
 * @param workId the agent run or tool task
 * @param agent the role; null for a tool task, where the diagram itself asks
 * @param tools the only tools that may be used: the role's, narrowed by the task
 * @param labels of all that whoever asks has read
 * @param rehearsal whether the rehearsal model proposes the calls
 */
public record CallScope(
  UUID workId,
  WorkContext context,
  @Nullable String agent,
  Set<String> tools,
  Labels labels,
  boolean rehearsal
) {
  public CallScope {
    tools = Set.copyOf(tools);
  }

  /** The same, with one tool more. */
  CallScope with(String tool) {
    var more = new HashSet<>(tools);
    more.add(tool);
    return new CallScope(workId, context, agent, more, labels, rehearsal);
  }

  /** The same, having read more. */
  public CallScope reading(Labels more) {
    return new CallScope(workId, context, agent, tools, labels.and(more), rehearsal);
  }

  String actor() {
    return agent == null ? "process:" + context.processKey() : "agent:" + agent;
  }
}
