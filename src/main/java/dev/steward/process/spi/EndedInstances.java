package dev.steward.process.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Instances for those who clear them away, with what belongs together: whatever one has called, or its tools have started. */
public interface EndedInstances {
  /** @param retention as the map of its newest version says it; null where that says nothing */
  record Workflow(String processKey, String name, @Nullable String retention) {}

  record Member(
    String id,
    String processKey,
    @Nullable String businessKey,
    @Nullable Instant endedAt
  ) {}

  /** All that are deployed, by their keys. */
  List<Workflow> workflows();

  /**
   * Instances that no other has begun, those that ended first coming first. What they have begun may go on.
   *
   * @param after the last of the page before
   */
  List<Member> roots(String processKey, Instant endedBefore, @Nullable Member after, int limit);

  /** How many {@link #roots} there are, up to 10,000, and when the first ended. */
  Count count(String processKey, Instant endedBefore);

  record Count(long instances, Optional<Instant> oldest) {}

  /** All that belong together with an instance, the one first that began everything; empty for one that is not there. */
  List<Member> family(String instanceId);

  /**
   * Removes what the engine keeps of instances that have ended, in the caller's transaction.
   *
   * @throws IllegalStateException where one of them has not ended
   */
  void forget(List<String> instanceIds);

  /**
   * Removes what the engine keeps of the data, the words and the business keys of instances that have ended, in the caller's
   * transaction. That they were, and how they went, stays.
   *
   * @throws IllegalStateException where one of them has not ended
   */
  void erase(List<String> instanceIds);
}
