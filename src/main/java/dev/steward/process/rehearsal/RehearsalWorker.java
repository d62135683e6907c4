package dev.steward.process.rehearsal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes rehearsals that were left. */
@Component
class RehearsalWorker {

  private static final Logger log = LoggerFactory.getLogger(RehearsalWorker.class);

  private final Rehearsals rehearsals;

  RehearsalWorker(Rehearsals rehearsals) {
    this.rehearsals = rehearsals;
  }

  @Scheduled(fixedDelayString = "PT1M")
  void work() {
    try {
      rehearsals.removeUnused();
    } catch (RuntimeException e) {
      log.warn("Rehearsals cannot be removed: {}", e.getMessage());
    }
  }
}
