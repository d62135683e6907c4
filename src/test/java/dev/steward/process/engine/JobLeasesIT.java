package dev.steward.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Progress;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A job that works for longer than its lock lasts keeps it, as long as it is this node's. */
@ExtendWith(OutputCaptureExtension.class)
class JobLeasesIT extends EngineIT {

  @Autowired
  private JobLeases leases;

  @Autowired
  private NodeName node;

  private final CompletableFuture<UUID> work = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private String instance;

  @BeforeEach
  void startWorking() {
    Probe.does(id -> {
      work.complete(id);
      ended.await();
      return new Progress.Finished(TextNode.valueOf("done"), Labels.NONE);
    });
    instance = start("one-task");
    await().until(work::isDone);
  }

  @AfterEach
  void endWork() {
    ended.countDown();
    awaitIdle();
  }

  @Test
  void renewsItsOwnLocksWithoutANewRevision() {
    set("lock_exp_time_ = now() + interval '30 seconds'");

    leases.renew();

    assertThat(lockedUntil()).isAfter(Instant.now().plus(Duration.ofMinutes(2)));
    assertThat(leases.lost(work.join())).isFalse();
    ended.countDown();
    awaitEnd(instance);
  }

  @Test
  void leavesALockAloneThatAnotherNodeTook() {
    set("lock_owner_ = 'another', rev_ = rev_ + 1, lock_exp_time_ = now() + interval '30 seconds'");

    leases.renew();

    assertThat(lockedUntil()).isBefore(Instant.now().plus(Duration.ofMinutes(1)));
    assertThat(leases.lost(work.join())).isTrue();
  }

  /** After a pause its own executor may have taken the job up again: the name alone says too little. */
  @Test
  void noticesThatAnotherExecutionOnThisNodeTookItOver() {
    set("rev_ = rev_ + 1");

    leases.renew();

    assertThat(leases.lost(work.join())).isTrue();
  }

  @Test
  void noticesThatItsTaskWasCancelled() {
    runtime.deleteProcessInstance(instance, "Not needed any more");

    leases.renew();

    assertThat(leases.lost(work.join())).isTrue();
  }

  @Test
  void noticesAnotherNodeOfTheSameName(CapturedOutput log) {
    assertThat(node.confirm()).isTrue();

    jdbc.sql("UPDATE engine_node SET incarnation = gen_random_uuid()").update();

    assertThat(node.confirm()).isFalse();
    assertThat(log).contains("Another node goes by the name");
    node.claim();
  }

  private void set(String values) {
    jdbc
      .sql("UPDATE act_ru_job SET " + values + " WHERE process_instance_id_ = :id")
      .param("id", instance)
      .update();
  }

  private Instant lockedUntil() {
    return jdbc
      .sql("SELECT lock_exp_time_ FROM act_ru_job WHERE process_instance_id_ = :id")
      .param("id", instance)
      .query(Timestamp.class)
      .single()
      .toInstant();
  }
}
