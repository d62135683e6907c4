package dev.steward.review;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.identity.Actor;
import dev.steward.process.spi.ProcessStarter;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts a process instance for each call that was drawn. The call and its journal do not wait for this; a crash in between leaves
 * the row, and the next node to look takes it.
 */
@Component
class SampleWorker {

  /** In the folder {@code processes}: who is asked in which way is drawn there. */
  static final String PROCESS = "sample-audit";

  private static final Logger log = LoggerFactory.getLogger(SampleWorker.class);
  private static final Actor SYSTEM = new Actor("system", "Steward", Set.of(), Set.of(), Set.of());

  private final ReviewRows rows;
  private final ObjectProvider<ProcessStarter> starter;
  private final TransactionTemplate transaction;
  private final AtomicBoolean failing = new AtomicBoolean();

  SampleWorker(
    ReviewRows rows,
    ObjectProvider<ProcessStarter> starter,
    PlatformTransactionManager transactions
  ) {
    this.rows = rows;
    this.starter = starter;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Scheduled(fixedDelay = 1000)
  void work() {
    try {
      while (Boolean.TRUE.equals(transaction.execute(status -> startOne()))) {
        failing.set(false);
      }
    } catch (RuntimeException e) {
      // Said once: it is tried each second, and lasts as long as the process is missing or switched off.
      if (!failing.getAndSet(true)) {
        log.warn("Sampled calls cannot be handed to anybody to be judged: {}", e.getMessage());
      }
    }
  }

  private boolean startOne() {
    var drawn = rows.takeDrawn();
    drawn.ifPresent(this::start);
    return drawn.isPresent();
  }

  private void start(ReviewRows.Drawn sample) {
    starter
      .getObject()
      .start(
        PROCESS,
        sample.businessKey(),
        JsonNodeFactory.instance.objectNode().put(SampleAudit.SAMPLE, sample.id().toString()),
        "sample:" + sample.id(),
        SYSTEM
      );
    // Whoever changes the diagram can lose the task; what was started is taken back then.
    if (!rows.isHanded(sample.id())) {
      throw new IllegalStateException(
        "The process %s does not begin with a service task of the type %s".formatted(
          PROCESS,
          SampleAudit.TYPE
        )
      );
    }
  }
}
