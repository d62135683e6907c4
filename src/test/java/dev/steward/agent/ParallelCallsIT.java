package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.model.Reply;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The calls of one turn are made side by side. */
class ParallelCallsIT extends AgentRunIT {

  @Test
  void areAtTheirTargetsAtTheSameTime() {
    var errand = errand("clerk");
    errand.says(calls(errand, "demo_note", 4), done("well"));
    var all = new CyclicBarrier(4);
    EFFECTS.always(errand.name(), "note", (request, deed) -> {
      try {
        all.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (BrokenBarrierException | TimeoutException e) {
        throw new IllegalStateException("The others are not there", e);
      }
      return deed.done();
    });

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.callsInShort()).containsExactly(
      "1.0 demo.note succeeded",
      "1.1 demo.note succeeded",
      "1.2 demo.note succeeded",
      "1.3 demo.note succeeded"
    );
    assertThat(EFFECTS.received(errand.name(), "note")).hasSize(4);
  }

  @Test
  void answerInTheOrderInWhichTheyWereAskedFor() {
    var errand = errand("clerk");
    errand.says(calls(errand, "demo_read", 3), done("well"));
    var others = new CountDownLatch(2);
    EFFECTS.always(errand.name(), "read", (request, deed) -> {
      if (request.item().equals("item 0")) {
        pass(others);
      } else {
        others.countDown();
      }
      return deed.done();
    });

    errand.perform();

    errand.assertDone("well");
    assertThat(ModelFaultsIT.results(errand)).containsExactly(
      "{\"item\":\"item 0\"}",
      "{\"item\":\"item 1\"}",
      "{\"item\":\"item 2\"}"
    );
    var ids = errand
      .requests()
      .getLast()
      .messages("assistant")
      .getLast()
      .path("tool_calls")
      .findValuesAsText("id");
    assertThat(errand.requests().getLast().messages("tool"))
      .extracting(message -> message.path("tool_call_id").asText())
      .isEqualTo(ids);
  }

  @Test
  void doNotLoseEachOthersResults() {
    var errand = errand("clerk");
    errand.says(
      errand
        .call("demo_note", "slow")
        .and(Reply.call("demo_note", Map.of("errand", errand.name())))
        .and(errand.call("demo_read", "broken"))
        .and(errand.call("demo_ship", "good")),
      done("well")
    );
    var shipped = new CountDownLatch(1);
    EFFECTS.once(errand.name(), "note", (request, deed) -> {
      pass(shipped);
      return deed.done();
    });
    EFFECTS.once(errand.name(), "read", Effects.status(422));
    EFFECTS.once(errand.name(), "ship", (request, deed) -> {
      var answer = deed.done();
      shipped.countDown();
      return answer;
    });

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.callsInShort()).containsExactly(
      "1.0 demo.note succeeded",
      "1.1 demo.note refused",
      "1.2 demo.read failed",
      "1.3 demo.ship succeeded"
    );
    var results = ModelFaultsIT.results(errand);
    assertThat(results).hasSize(4);
    assertThat(results.get(0)).isEqualTo("{\"item\":\"slow\"}");
    assertThat(results.get(1)).contains("invalid-arguments");
    assertThat(results.get(2)).contains("tool-failed");
    assertThat(results.get(3)).isEqualTo("{\"item\":\"good\"}");
  }

  /** One of them cannot be known; the others' results must outlive the run's failure. */
  @Test
  void stayOnRecordWhereOneOfThemIsNotKnown() {
    var errand = errand("clerk");
    errand.says(errand.call("demo_note", "lost").and(errand.call("demo_ship", "b")), done("well"));
    EFFECTS.always(errand.name(), "note", Effects.breakBefore());

    errand.perform();

    errand.assertFailed("TOOL_FAILED");
    assertThat(errand.callsInShort()).containsExactly(
      "1.0 demo.note unknown",
      "1.1 demo.ship succeeded"
    );
    assertThat(errand.calls().getFirst().attempts()).isEqualTo(3);
    assertThat(EFFECTS.received(errand.name(), "note"))
      .hasSize(3)
      .extracting(Effects.Request::key)
      .containsOnly(errand.calls().getFirst().key());
    assertThat(errand.requests()).as("the model must not hear of it").hasSize(1);
  }

  private static Reply calls(Errand errand, String tool, int number) {
    return IntStream.range(0, number)
      .mapToObj(i -> errand.call(tool, "item " + i))
      .reduce(Reply::and)
      .orElseThrow();
  }
}
