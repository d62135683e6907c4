package dev.steward.process.spi;

import dev.steward.identity.Actor;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What the review module adds to the tasks it had opened. */
public interface ReviewDetails {
  /**
   * @param actor who looks: some of the arguments may not be for everybody
   * @return by task id; tasks that are no reviews are left out
   */
  Map<String, ReviewView> of(Collection<String> taskIds, Actor actor);

  /** The group that may decide as well once the task is overdue; empty where none is named. */
  Optional<String> escalation(String taskId);
}
