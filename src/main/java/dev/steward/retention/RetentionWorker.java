package dev.steward.retention;

import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks from time to time for what is due, and at once when an operator wants it. */
@Component
class RetentionWorker {

  private static final Logger log = LoggerFactory.getLogger(RetentionWorker.class);

  private final RetentionRuns runs;
  private final RetentionRules rules;
  private final ReentrantLock here = new ReentrantLock();

  RetentionWorker(RetentionRuns runs, RetentionRules rules) {
    this.runs = runs;
    this.rules = rules;
  }

  @Scheduled(fixedDelayString = "${steward.retention.every:PT1H}", initialDelayString = "PT2M")
  void work() {
    try {
      if (
        rules
          .all()
          .stream()
          .anyMatch(rule -> rule.period() != null)
      ) {
        // Elsewhere: the threads of what is done from time to time are few.
        start("system");
      }
    } catch (RuntimeException e) {
      log.warn("It cannot be told what is due: {}", e.toString());
    }
  }

  /** Goes on by itself; nothing where one is under way. */
  void start(String actor) {
    Thread.ofVirtual()
      .name("retention")
      .start(() -> run(actor));
  }

  private void run(String actor) {
    if (here.tryLock()) {
      try {
        runs.run(actor);
      } catch (RuntimeException e) {
        log.error("What is due was not cleared away", e);
      } finally {
        here.unlock();
      }
    }
  }
}
