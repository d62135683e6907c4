package dev.steward.process.incident;

import dev.steward.identity.Actor;
import dev.steward.process.engine.JobRetries;
import dev.steward.process.incident.RetryResult.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tries incidents again and waits a while for what becomes of them. */
@Component
class Retries {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final JobRetries jobs;
  private final IncidentQueries queries;

  Retries(JobRetries jobs, IncidentQueries queries) {
    this.jobs = jobs;
    this.queries = queries;
  }

  /** @return one result for each id, in their order */
  List<RetryResult> retry(List<String> ids, Duration wait, Actor operator) {
    var results = new LinkedHashMap<String, RetryResult>();
    for (var id : new LinkedHashSet<>(ids)) {
      // Each in a transaction of its own: one that cannot be retried must not keep the others from it. What somebody else is
      // trying again just now is waited for as well.
      boolean running = jobs.retry(id, operator) || isRunning(id);
      results.put(id, new RetryResult(id, running ? Outcome.RUNNING : Outcome.GONE, null));
    }
    await(results, wait);
    return List.copyOf(results.values());
  }

  private void await(Map<String, RetryResult> results, Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      var open = results
        .values()
        .stream()
        .filter(result -> result.outcome() == Outcome.RUNNING)
        .map(RetryResult::id)
        .toList();
      if (open.isEmpty()) {
        return;
      }
      results.putAll(queries.outcomes(open));
      if (System.nanoTime() >= end) {
        return;
      }
      try {
        Thread.sleep(BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean isRunning(String id) {
    var known = queries.outcomes(List.of(id)).get(id);
    return known != null && known.outcome() == Outcome.RUNNING;
  }
}
