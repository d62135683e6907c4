package dev.steward.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Progress;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** How an instance goes on after work, whatever else happens to it at the same time. */
@ExtendWith(OutputCaptureExtension.class)
class ContinuationIT extends EngineIT {

  private static final Progress DONE = new Progress.Finished(TextNode.valueOf("done"), Labels.NONE);

  private final AtomicInteger worked = new AtomicInteger();

  @Test
  void joinsBranchesThatEndTogether() {
    var together = new CountDownLatch(2);
    Probe.does(id -> {
      worked.incrementAndGet();
      together.countDown();
      together.await();
      return DONE;
    });

    var id = start("two-branches");

    awaitEnd(id);
    assertThat(worked).hasValue(2);
    assertThat(jobs("act_ru_deadletter_job", id)).isEmpty();
  }

  @Test
  void leavesByTheBoundaryEventThatCatchesTheFailure() {
    Probe.does(id -> new Progress.Failed("PROBE_FAILED", "It went wrong"));

    var id = start("caught");

    awaitEnd(id);
    assertThat(
      history
        .createHistoricActivityInstanceQuery()
        .processInstanceId(id)
        .activityId("failed-end")
        .count()
    ).isEqualTo(1);
  }

  @Test
  void repeatsTheContinuationAndNotTheWorkAfterAConflict(CapturedOutput log) {
    var conflicts = new AtomicInteger();
    Probe.does(id -> {
      worked.incrementAndGet();
      return DONE;
    });
    Probe.whenAskedHowFarItIs(id -> {
      if (conflicts.incrementAndGet() <= 4) {
        changeMeanwhile(id);
      }
    });

    var id = start("one-task");

    awaitEnd(id);
    assertThat(conflicts).hasValue(5);
    assertThat(worked).hasValue(1);
    // A try that counted would have waited for ten seconds as a timer.
    assertThat(jobs("act_ru_timer_job", id)).isEmpty();
    assertThat(log).doesNotContain("Exception");
  }

  @Test
  void endsQuietlyWhereTheInstanceIsGone(CapturedOutput log) throws InterruptedException {
    var working = new CountDownLatch(1);
    var deleted = new CountDownLatch(1);
    var ended = new AtomicBoolean();
    Probe.does(id -> {
      working.countDown();
      deleted.await();
      ended.set(true);
      return DONE;
    });
    var id = start("one-task");
    working.await();

    runtime.deleteProcessInstance(id, "Not needed any more");
    deleted.countDown();

    await().untilTrue(ended);
    awaitIdle();
    assertThat(jobs("act_ru_job", id)).isEmpty();
    assertThat(jobs("act_ru_timer_job", id)).isEmpty();
    assertThat(jobs("act_ru_deadletter_job", id)).isEmpty();
    assertThat(log).doesNotContain("Exception");
  }

  @Test
  void endsQuietlyWhereTheInstanceIsDeletedJustNow(CapturedOutput log) {
    Probe.whenAskedHowFarItIs(id ->
      CompletableFuture.runAsync(() ->
        runtime
          .createProcessInstanceQuery()
          .list()
          .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "Too late"))
      ).join()
    );

    var id = start("one-task");

    await().until(() -> hasEnded(id));
    awaitIdle();
    assertThat(jobs("act_ru_timer_job", id)).isEmpty();
    assertThat(jobs("act_ru_deadletter_job", id)).isEmpty();
    assertThat(log).doesNotContain("Exception");
  }

  @Test
  void countsWhatFailsAfterTheWorkAsTheJobsFailure() {
    Probe.does(id -> DONE);
    Probe.whenAskedHowFarItIs(id -> {
      throw new IllegalStateException("Cannot tell");
    });

    var id = start("one-task");

    await().until(() -> !jobs("act_ru_timer_job", id).isEmpty());
    assertThat(
      jdbc
        .sql("SELECT retries_ FROM act_ru_timer_job WHERE process_instance_id_ = :id")
        .param("id", id)
        .query(Integer.class)
        .single()
    ).isEqualTo(2);
  }

  /** A change of the same execution by another transaction, after the engine has read it. */
  private void changeMeanwhile(UUID work) {
    CompletableFuture.runAsync(() ->
      jdbc
        .sql("UPDATE act_ru_execution SET rev_ = rev_ + 1 WHERE id_ = :id")
        .param("id", Probe.execution(work))
        .update()
    ).join();
  }
}
