package dev.steward.knowledge;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks from time to time for what has changed in the sources, soon after the start, and at once when somebody wants it. */
@Component
class IngestionWorker {

  private static final Logger log = LoggerFactory.getLogger(IngestionWorker.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

  private final Collections collections;
  private final Ingestion ingestion;
  private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
    Thread.ofVirtual().name("knowledge").factory()
  );
  private final Set<String> wanted = ConcurrentHashMap.newKeySet();
  private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

  IngestionWorker(Collections collections, Ingestion ingestion) {
    this.collections = collections;
    this.ingestion = ingestion;
  }

  @Scheduled(
    fixedDelayString = "${steward.knowledge.every:PT15M}",
    initialDelayString = "${steward.knowledge.first:PT5S}"
  )
  void work() {
    // Elsewhere: the threads of what is done from time to time are few.
    threads.execute(() -> collections.all().forEach(collection -> run(collection, "system")));
  }

  /** Goes on by itself. */
  void start(DocumentCollection collection, String by) {
    threads.execute(() -> run(collection, by));
  }

  /** Before the database is gone. */
  @PreDestroy
  void stop() throws InterruptedException {
    ingestion.stop();
    threads.shutdown();
    if (!threads.awaitTermination(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
  }

  /** Whatever changed before the call is taken in, also by a node that is at it already, or after one that is. */
  private void run(DocumentCollection collection, String by) {
    var name = collection.name();
    wanted.add(name);
    var turn = turns.computeIfAbsent(name, unknown -> new ReentrantLock());
    turn.lock();
    try {
      if (wanted.remove(name)) {
        while (!ingestion.run(collection, by)) {
          Thread.sleep(LOOK);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn("The collection '{}' was not taken in: {}", name, e.toString());
    } finally {
      turn.unlock();
    }
  }
}
