package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.model.Conversation;
import dev.steward.model.Reply;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run is told to conclude before it meets a limit, and ended at it. */
class LimitsIT extends AgentRunIT {

  /** Of ten thousand tokens, or of ten cents, one such text uses up some 85 percent. */
  private static final String LONG_TEXT = "x".repeat(34_000);

  private static final String CONCLUDE = "Conclude now";

  /** Uses up most of whatever is limited with each turn. */
  private Function<Conversation, Reply> spendingWith(Errand errand) {
    return conversation -> {
      clock.advance(Duration.ofMinutes(4).plusSeconds(30));
      return errand.call("demo_read", "page " + conversation.turn()).saying(LONG_TEXT);
    };
  }

  @ParameterizedTest
  @ValueSource(
    strings = { "limited-model-calls", "limited-tokens", "limited-money", "limited-time" }
  )
  void tellsTheAgentToConcludeBeforeTheLimit(String agent) {
    var errand = errand(agent);
    var spending = spendingWith(errand);
    errand.says(conversation ->
      isTold(conversation) ? done("early") : spending.apply(conversation)
    );

    errand.perform();

    errand.assertDone("early");
    var requests = errand.requests();
    assertThat(requests.getLast().request().path("tool_choice").asText()).isEqualTo("none");
    assertThat(requests.getLast().tools()).as("still described").isNotEmpty();
    assertThat(requests.subList(0, requests.size() - 1)).noneMatch(LimitsIT::isTold);
    assertThat(requests.getFirst().request().has("tool_choice")).isFalse();
    assertThat(errand.messages())
      .filteredOn(message -> message.endsWith("user"))
      .hasSize(1);
    errand.assertCharged();
  }

  @ParameterizedTest
  @CsvSource({
    "limited-model-calls, more than 3 model calls",
    "limited-tokens,      more than 10000 tokens",
    "limited-money,       more than 0.10 USD",
    "limited-time,        more than PT10M at work",
  })
  void endsARunThatDoesNotConclude(String agent, String reason) {
    var errand = errand(agent);
    errand.says(spendingWith(errand));

    errand.perform();

    errand.assertFailed("BUDGET_EXCEEDED");
    assertThat(errand.stored().errorMessage()).isEqualTo(reason);
    var told = errand.requests().stream().filter(LimitsIT::isTold).toList();
    assertThat(told).hasSize(1);
    assertThat(errand.requests().getLast()).isEqualTo(told.getFirst());
    assertThat(errand.callsInShort().getLast()).endsWith("demo.read refused");
    assertThat(errand.calls().getLast().result().at("/error/message").asText()).contains(
      "told to conclude"
    );
    assertThat(EFFECTS.received(errand.name(), "read"))
      .as("no call after that")
      .hasSize(errand.calls().size() - 1);
    errand.assertCharged();
    assertThat(errand.audited("run.failed")).hasSize(1);
  }

  @Test
  void raisesAnErrorAtTheLimit() {
    var errand = started("limited-errand", "app", begun -> begun.says(spendingWith(begun)));

    errand.awaitPassed("budget-exceeded");

    assertThat(errand.stored().errorCode()).isEqualTo("BUDGET_EXCEEDED");
    assertThat(errand.requests()).hasSize(3);
  }

  @Test
  void refusesToolCallsBeyondTheLimitOneByOne() {
    var errand = errand("limited-tool-calls");
    errand.says(
      errand.call("demo_note", "a"),
      errand.call("demo_note", "b").and(errand.call("demo_note", "c")),
      done("two")
    );

    errand.perform();

    errand.assertDone("two");
    assertThat(errand.callsInShort()).containsExactly(
      "1.0 demo.note succeeded",
      "2.0 demo.note succeeded",
      "2.1 demo.note refused"
    );
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a", "note b");
    assertThat(isTold(errand.requests().getLast())).as("told to conclude").isTrue();
    assertThat(ModelFaultsIT.results(errand).getLast()).contains("run-limit");
  }

  @Test
  void makesAsManyCallsAtOnceAsAreAllowedAndRefusesTheRest() {
    var errand = errand("limited-fan-out");
    var four = IntStream.range(0, 4)
      .mapToObj(i -> errand.call("demo_note", "item " + i))
      .reduce(Reply::and)
      .orElseThrow();
    errand.says(four, errand.call("demo_note", "item 2"), done("three"));

    errand.perform();

    errand.assertDone("three");
    assertThat(errand.callsInShort()).containsExactly(
      "1.0 demo.note succeeded",
      "1.1 demo.note succeeded",
      "1.2 demo.note refused",
      "1.3 demo.note refused",
      "2.0 demo.note succeeded"
    );
    assertThat(EFFECTS.applied(errand.name())).containsExactlyInAnyOrder(
      "note item 0",
      "note item 1",
      "note item 2"
    );
    assertThat(errand.requests().get(1).messages("tool")).hasSize(4);
  }

  @Test
  void showsTheModelOnlyTheLastPartOfALongConversation() {
    var errand = errand("forgetful");
    errand.says(conversation ->
      errand.requests().size() < 7
        ? errand.call("demo_read", "page " + errand.requests().size()).saying("y".repeat(500))
        : done("read")
    );

    errand.perform();

    errand.assertDone("read");
    var last = errand.requests().getLast();
    assertThat(errand.messages()).as("the journal keeps all").hasSize(7);
    assertThat(errand.calls()).hasSize(6);
    assertThat(last.messages("assistant")).hasSizeBetween(1, 3);
    assertThat(last.messages()).hasSameSizeAs(
      errand
        .requests()
        .get(errand.requests().size() - 2)
        .messages()
    );
    assertThat(last.messages().get(2).path("content").asText()).contains("are left out here");
    assertThat(last.result("demo_read").path("item").asText()).isEqualTo("page 6");
  }

  static boolean isTold(Conversation conversation) {
    return conversation
      .messages("user")
      .stream()
      .anyMatch(message -> message.path("content").asText().startsWith(CONCLUDE));
  }
}
