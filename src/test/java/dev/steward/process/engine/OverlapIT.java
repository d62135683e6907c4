package dev.steward.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.journal.LostWorkException;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Progress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/** A job that is executed twice at once, as after a long pause of the JVM, has one result and leaves no trace of the other. */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
  properties = {
    "flowable.process.async.executor.reset-expired-jobs-interval=200ms",
    "flowable.process.async.executor.default-async-job-acquire-wait-time=200ms",
  }
)
class OverlapIT extends EngineIT {

  private static final Progress DONE = new Progress.Finished(TextNode.valueOf("done"), Labels.NONE);

  private final AtomicInteger executions = new AtomicInteger();
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch second = new CountDownLatch(1);

  @Test
  void goesOnOnceWhenTheOvertakenExecutionComesLast(CapturedOutput log) {
    blockTwice();
    var id = overtaken();

    second.countDown();
    awaitEnd(id);
    first.countDown();

    assertOneQuietResult(id, log);
  }

  @Test
  void goesOnOnceWhenTheOvertakenExecutionComesFirst(CapturedOutput log) {
    blockTwice();
    var id = overtaken();

    first.countDown();
    await().until(() -> idleBut(1));
    second.countDown();

    awaitEnd(id);
    assertOneQuietResult(id, log);
  }

  @Test
  void takesWorkThatSaysItWasLostAtItsWord(CapturedOutput log) {
    Probe.does(id -> {
      if (executions.incrementAndGet() == 1) {
        first.await();
        throw new LostWorkException("Another execution has written this step");
      }
      second.await();
      return DONE;
    });
    var id = overtaken();

    first.countDown();
    await().until(() -> idleBut(1));
    assertThat(jobs("act_ru_job", id)).hasSize(1);
    second.countDown();

    awaitEnd(id);
    assertOneQuietResult(id, log);
  }

  @Test
  void leavesTheOvertakenExecutionsFailureUncounted(CapturedOutput log) {
    Probe.does(id -> {
      if (executions.incrementAndGet() == 1) {
        first.await();
        throw new IllegalStateException("The connection was closed");
      }
      second.await();
      return DONE;
    });
    var id = overtaken();

    first.countDown();
    await().until(() -> idleBut(1));
    assertThat(
      jdbc
        .sql("SELECT retries_ FROM act_ru_job WHERE process_instance_id_ = :id")
        .param("id", id)
        .query(Integer.class)
        .single()
    ).isEqualTo(3);
    second.countDown();

    awaitEnd(id);
    assertOneQuietResult(id, log);
  }

  private void blockTwice() {
    Probe.does(id -> {
      (executions.incrementAndGet() == 1 ? first : second).await();
      return DONE;
    });
  }

  /** An instance whose work is executed twice at the moment. */
  private String overtaken() {
    var id = start("one-task");
    await().until(() -> executions.get() == 1);
    int changed = jdbc
      .sql(
        "UPDATE act_ru_job SET lock_exp_time_ = now() - interval '1 minute' WHERE process_instance_id_ = :id"
      )
      .param("id", id)
      .update();
    assertThat(changed).isEqualTo(1);
    await()
      .atMost(Duration.ofSeconds(20))
      .until(() -> executions.get() == 2);
    return id;
  }

  private void assertOneQuietResult(String id, CapturedOutput log) {
    await().until(() -> idleBut(0));
    assertThat(executions).hasValue(2);
    assertThat(jobs("act_ru_job", id)).isEmpty();
    assertThat(jobs("act_ru_timer_job", id)).isEmpty();
    assertThat(jobs("act_ru_deadletter_job", id)).isEmpty();
    assertThat(
      history
        .createHistoricVariableInstanceQuery()
        .processInstanceId(id)
        .variableName("result")
        .count()
    ).isEqualTo(1);
    assertThat(log).doesNotContain("Exception");
  }
}
