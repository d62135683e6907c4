package dev.steward.process.attachment;

import dev.steward.process.spi.OpenTask;
import org.jspecify.annotations.Nullable;

/**
 * What a file is uploaded for.
 *
 * @param taskId null for the start of an instance
 */
public record Place(
  String processKey,
  @Nullable String taskId,
  @Nullable String activityId,
  @Nullable String instanceId
) {
  public static Place of(OpenTask task) {
    return new Place(task.processKey(), task.id(), task.activityId(), task.instanceId());
  }

  public static Place ofStart(String processKey) {
    return new Place(processKey, null, null, null);
  }
}
