package dev.steward.evaluation;

import dev.steward.agent.TrialRole;
import dev.steward.evaluation.Evaluation.State;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Makes the trials of evaluations, some at once. An evaluation lives as long as its node: begun again, it would pay twice. */
@Component
class EvaluationWorker {

  private static final Logger log = LoggerFactory.getLogger(EvaluationWorker.class);
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

  private final CaseTrials runner;
  private final EvaluationRows rows;
  private final ExecutorService threads;
  private final Set<UUID> here = ConcurrentHashMap.newKeySet();

  EvaluationWorker(CaseTrials runner, EvaluationRows rows, EvaluationProperties properties) {
    this.runner = runner;
    this.rows = rows;
    this.threads = Executors.newFixedThreadPool(
      properties.atOnce(),
      Thread.ofVirtual().name("evaluation-", 0).factory()
    );
  }

  void begin(Evaluation evaluation, TrialRole role, Map<String, EvaluationCase> cases) {
    here.add(evaluation.id());
    var left = new AtomicInteger(evaluation.planned());
    for (int number = 1; number <= evaluation.trials(); number++) {
      int trial = number;
      cases.forEach((name, tried) ->
        threads.execute(() -> {
          try {
            one(evaluation, role, name, tried, trial);
          } finally {
            if (left.decrementAndGet() == 0) {
              here.remove(evaluation.id());
              rows.end(evaluation.id(), State.COMPLETED, null);
            }
          }
        })
      );
    }
  }

  private void one(
    Evaluation evaluation,
    TrialRole role,
    String name,
    EvaluationCase tried,
    int trial
  ) {
    var id = evaluation.id();
    try {
      if (!rows.isRunning(id)) {
        return;
      }
      if (rows.spent(id).compareTo(evaluation.spendLimitUsd()) >= 0) {
        rows.end(
          id,
          State.FAILED,
          "It has spent its %s USD".formatted(evaluation.spendLimitUsd().toPlainString())
        );
        return;
      }
      rows.add(id, runner.run(role, name, tried, trial, evaluation.model()));
    } catch (RuntimeException e) {
      log.error("Case {} of evaluation {} cannot be tried", name, id, e);
      rows.end(id, State.FAILED, "The case '%s' cannot be tried; the log says why".formatted(name));
    }
  }

  @Scheduled(fixedDelay = 10_000)
  void tellThatTheyAreAlive() {
    rows.alive(Set.copyOf(here));
    rows.interrupt(LONGEST_SILENCE);
  }

  @PreDestroy
  void stop() {
    here.forEach(id ->
      rows.end(id, State.INTERRUPTED, "The node that was at it has stopped; start it again")
    );
    threads.shutdownNow();
  }
}
