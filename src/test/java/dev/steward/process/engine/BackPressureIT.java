package dev.steward.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** More work than a node does at once waits in the database, and for no longer than it has to. */
@TestPropertySource(
  properties = {
    "steward.engine.work-in-flight=50",
    "steward.engine.jobs-in-flight=4",
    // What queues up at the pool fails here at once, and not in half a minute.
    "spring.datasource.hikari.maximum-pool-size=8",
    "spring.datasource.hikari.connection-timeout=1000",
  }
)
class BackPressureIT extends EngineIT {

  private static final Progress DONE = new Progress.Finished(TextNode.valueOf("done"), Labels.NONE);

  private final AtomicInteger atWork = new AtomicInteger();
  private final AtomicInteger mostAtWork = new AtomicInteger();

  @Test
  void keepsItsPermitsInUseWhileWorkWaits() throws Exception {
    var begin = new CountDownLatch(1);
    Probe.does(id -> {
      mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
      begin.await();
      Thread.sleep(200);
      atWork.decrementAndGet();
      return DONE;
    });
    var instances = startMany(500);
    await().until(() -> idleBut(50));
    begin.countDown();

    var inUse = new ArrayList<Integer>();
    while (waiting() > 50) {
      inUse.add(50 - threads.freeForWork());
    }

    instances.forEach(this::awaitEnd);
    assertThat(mostAtWork).hasValueLessThanOrEqualTo(50);
    assertThat(Probe.performed()).isEqualTo(500);
    assertThat(inUse.stream().mapToInt(Integer::intValue).average().orElseThrow()).isGreaterThan(
      40
    );
    assertThat(allJobs()).isZero();
  }

  @Test
  void letsTimersPassAQueueOfWork() throws Exception {
    var released = new CountDownLatch(1);
    Probe.does(id -> {
      released.await();
      return DONE;
    });
    try {
      startMany(300);
      await().until(() -> idleBut(50));

      awaitEnd(start("timed"));
    } finally {
      released.countDown();
    }
    await()
      .atMost(Duration.ofSeconds(60))
      .until(() -> allJobs() == 0);
  }

  @Test
  void finishesAllAtOnceWithoutTimingOutAtThePool() throws Exception {
    var together = new CountDownLatch(50);
    Probe.does(id -> {
      together.countDown();
      together.await();
      return DONE;
    });
    // The database is slow to go on with any of them: half a second for each, with five or six at a time.
    Probe.whenAskedHowFarItIs(id -> jdbc.sql("SELECT pg_sleep(0.5)").query().singleRow());

    var instances = startMany(50);
    // People are served meanwhile.
    while (!instances.stream().allMatch(this::hasEnded)) {
      api.as("operator").get("/api/instances").expect(200);
    }

    assertThat(jdbc.sql("SELECT count(*) FROM incident").query(Integer.class).single()).isZero();
    assertThat(Probe.performed()).isEqualTo(50);
  }

  /** Jobs that nobody has taken yet. */
  private int waiting() {
    return jdbc
      .sql("SELECT count(*) FROM act_ru_job WHERE lock_owner_ IS NULL")
      .query(Integer.class)
      .single();
  }

  private int allJobs() {
    return jdbc
      .sql(
        """
        SELECT (SELECT count(*) FROM act_ru_job) + (SELECT count(*) FROM act_ru_timer_job)
          + (SELECT count(*) FROM act_ru_deadletter_job)
        """
      )
      .query(Integer.class)
      .single();
  }

  private List<String> startMany(int count) throws Exception {
    try (var starters = Executors.newFixedThreadPool(2)) {
      return starters
        .invokeAll(
          IntStream.range(0, count)
            .<Callable<String>>mapToObj(i -> () -> start("one-task"))
            .toList()
        )
        .stream()
        .map(Future::resultNow)
        .toList();
    }
  }
}
