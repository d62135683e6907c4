package dev.steward.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.StewardApplication;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.flowable.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** A node that stops hands its work to the others at once, and none of it as failed. */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "steward.engine.node-id=staying")
class ShutdownIT extends EngineIT {

  private static final Progress DONE = new Progress.Finished(TextNode.valueOf("done"), Labels.NONE);
  private static final int WAITING = 500;

  @Autowired
  private Environment environment;

  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger interrupted = new AtomicInteger();
  private final CountDownLatch answer = new CountDownLatch(1);

  @Test
  void handsItsWorkBackAtOnce(CapturedOutput log) {
    Probe.does(id -> {
      waiting.incrementAndGet();
      try {
        answer.await();
      } catch (InterruptedException e) {
        interrupted.incrementAndGet();
        throw e;
      }
      return DONE;
    });
    var instances = new ArrayList<String>();
    var took = Duration.ZERO;
    try (var leaving = anotherNode()) {
      var runtimeThere = leaving.getBean(RuntimeService.class);
      for (int i = 0; i < WAITING; i++) {
        instances.add(runtimeThere.startProcessInstanceByKey("one-task").getId());
      }
      await().untilAtomic(waiting, is(WAITING));
      assertThat(lockedBy("leaving")).isEqualTo(WAITING);

      long begun = System.nanoTime();
      leaving.getBean(JobsStart.class).stop();
      took = Duration.ofNanos(System.nanoTime() - begun);

      await()
        .atMost(Duration.ofSeconds(10))
        .untilAtomic(waiting, is(2 * WAITING));
      assertThat(lockedBy("staying")).isEqualTo(WAITING);
      assertThat(interrupted).hasValue(WAITING);
      // Requests that are still served here start what others then work on.
      instances.add(runtimeThere.startProcessInstanceByKey("one-task").getId());
      await().untilAtomic(waiting, is(2 * WAITING + 1));
    }
    answer.countDown();

    instances.forEach(this::awaitEnd);
    assertThat(took).isLessThan(Duration.ofSeconds(2));
    assertThat(jdbc.sql("SELECT count(*) FROM incident").query(Integer.class).single()).isZero();
    assertThat(log).doesNotContain("Exception");
  }

  @Test
  void letsAStepThatIsBeingWrittenEnd(CapturedOutput log) {
    Probe.whenAskedHowFarItIs(id -> jdbc.sql("SELECT pg_sleep(0.5)").query().singleRow());
    try (var leaving = anotherNode()) {
      var id = leaving.getBean(RuntimeService.class).startProcessInstanceByKey("one-task").getId();
      await().until(() -> Probe.performed() == 1);

      leaving.getBean(JobsStart.class).stop();

      assertThat(hasEnded(id)).isTrue();
    }
    assertThat(Probe.performed()).isEqualTo(1);
    assertThat(log).doesNotContain("Exception");
  }

  private int lockedBy(String node) {
    return jdbc
      .sql("SELECT count(*) FROM act_ru_job WHERE lock_owner_ = :node")
      .param("node", node)
      .query(Integer.class)
      .single();
  }

  private ConfigurableApplicationContext anotherNode() {
    var same = List.of(
      "spring.datasource.url",
      "spring.datasource.username",
      "spring.datasource.password"
    );
    return new SpringApplicationBuilder(StewardApplication.class, WithProbe.class)
      .properties("steward.demo.leads=false")
      .run(
        Stream.concat(
          same.stream().map(name -> "--" + name + "=" + environment.getProperty(name)),
          Stream.of("--server.port=0", "--steward.engine.node-id=leaving")
        ).toArray(String[]::new)
      );
  }
}
