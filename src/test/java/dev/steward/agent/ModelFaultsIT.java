package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.model.Conversation;
import dev.steward.model.Fault;
import dev.steward.model.Reply;
import dev.steward.process.spi.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run makes of a model that does not answer, or not with anything usable. */
class ModelFaultsIT extends AgentRunIT {

  private static final Fault AT_ONCE_AGAIN = new Fault.Status(500, Map.of("Retry-After", "0"));

  static Stream<Arguments> passing() {
    return Stream.of(
      Arguments.of(Fault.rateLimited("0"), "rate-limited"),
      Arguments.of(Fault.rateLimited("1"), "rate-limited"),
      Arguments.of(AT_ONCE_AGAIN, "unavailable"),
      Arguments.of(Fault.status(503), "unavailable"),
      Arguments.of(Fault.Transport.MALFORMED_JSON, "malformed"),
      Arguments.of(Fault.Transport.TRUNCATED, "unavailable"),
      Arguments.of(Fault.Transport.NO_CHOICES, "malformed")
    );
  }

  @ParameterizedTest
  @MethodSource("passing")
  void asksTheSameModelAgainAfterAFaultThatMayPass(Fault fault, String kind) {
    var errand = errand("clerk").says(done("well")).once(fault);

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.attemptsInShort()).containsExactly(
      "1.1 main failed " + kind,
      "1.2 main answered"
    );
    assertThat(errand.requests())
      .hasSize(2)
      .extracting(Conversation::request)
      .as("the same question")
      .containsOnly(errand.requests().getFirst().request());
    assertThat(errand.audited("model.retried")).containsExactly("failed");
    errand.assertCharged();
    assertThat(errand.attempts().getFirst().usage().input()).isZero();
  }

  @Test
  void givesUpOnAModelThatDoesNotAnswerInTime() {
    var errand = errand("hasty").says(done("well")).once(Fault.Transport.SILENT);

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.attemptsInShort()).containsExactly(
      "1.1 hasty failed timeout",
      "1.2 hasty answered"
    );
  }

  @Test
  void leavesAProviderAloneForAsLongAsItAsks() {
    var errand = errand("hasty").says(done("well")).once(Fault.rateLimited("30"));
    var before = clock.instant();

    errand.perform();

    var waiting = errand.stored();
    assertThat(waiting.state()).isEqualTo(RunState.QUEUED);
    assertThat(waiting.notBefore())
      .isAfterOrEqualTo(before.plusSeconds(30))
      .isBefore(clock.instant().plusSeconds(31));
    assertThat(errand.attemptsInShort()).containsExactly("1.1 hasty failed rate-limited");

    clock.advance(Duration.ofSeconds(30));
    errand.perform();

    errand.assertDone("well");
    assertThat(errand.stored().notBefore()).isNull();
    assertThat(errand.attemptsInShort()).containsExactly(
      "1.1 hasty failed rate-limited",
      "1.2 hasty answered"
    );
  }

  @Test
  void goesOnCountingWhereAnEarlierExecutionStopped() {
    var errand = errand("hasty").says(done("well"));
    for (int i = 0; i < 3; i++) {
      errand.once(Fault.rateLimited("30"));
    }

    errand.perform();
    errand.perform();
    errand.perform();

    errand.assertFailed("AGENT_FAILED");
    assertThat(errand.attemptsInShort()).containsExactly(
      "1.1 hasty failed rate-limited",
      "1.2 hasty failed rate-limited",
      "1.3 hasty failed rate-limited"
    );
  }

  @Test
  void asksTheFallbackWhereTheProviderWantsALongRest() {
    var errand = errand("clerk").says(done("well")).once(Fault.rateLimited("30"));

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.attemptsInShort()).containsExactly(
      "1.1 main failed rate-limited",
      "1.2 spare answered"
    );
  }

  @Test
  void asksTheFallbackAfterThreeFailures() {
    var errand = errand("clerk")
      .says(done("well"))
      .always(asked -> asked.model().equals("main"), AT_ONCE_AGAIN);

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.attemptsInShort()).containsExactly(
      "1.1 main failed unavailable",
      "1.2 main failed unavailable",
      "1.3 main failed unavailable",
      "1.4 spare answered"
    );
    assertThat(errand.requests())
      .extracting(Conversation::model)
      .containsExactly("main", "main", "main", "spare");
  }

  @Test
  void asksTheFallbackAtOnceWhereTheProviderRefusesTheRequest() {
    var errand = errand("clerk")
      .says(done("well"))
      .always(asked -> asked.model().equals("main"), Fault.status(400));

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.attemptsInShort()).containsExactly(
      "1.1 main failed rejected",
      "1.2 spare answered"
    );
  }

  @Test
  void raisesAnErrorWhereNoModelAnswers() {
    var errand = started("errand", "app", begun ->
      begun.says(done("nothing")).always(any -> true, AT_ONCE_AGAIN)
    );

    errand.awaitPassed("agent-failed");

    assertThat(errand.requests())
      .extracting(Conversation::model)
      .containsExactly("main", "main", "main", "spare", "spare", "spare");
    assertThat(errand.attempts())
      .hasSize(6)
      .allMatch(
        attempt -> attempt.state() == Attempt.State.FAILED && "unavailable".equals(attempt.fault())
      );
    assertThat(errand.stored().errorCode()).isEqualTo("AGENT_FAILED");
    assertThat(errand.audited("run.failed")).containsExactly("failed");
  }

  @Test
  void makesNoCallOfAnAnswerThatWasCutOff() {
    var errand = errand("clerk");
    errand
      .says(errand.call("demo_note", "a").and(errand.call("demo_note", "b")), done("well"))
      .once(Fault.Nonsense.CUT_OFF);

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.attemptsInShort()).containsExactly(
      "1.1 main failed truncated",
      "1.2 main answered",
      "2.1 main answered"
    );
    assertThat(errand.callsInShort()).containsExactly(
      "1.0 demo.note succeeded",
      "1.1 demo.note succeeded"
    );
    assertThat(EFFECTS.received(errand.name(), "note")).hasSize(2);
    assertPaid(errand.attempts().getFirst());
    errand.assertCharged();
  }

  @Test
  void paysForAnEmptyAnswer() {
    var errand = errand("clerk");
    errand.says(conversation -> errand.requests().size() == 1 ? Reply.text("") : done("well"));

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.attemptsInShort()).containsExactly(
      "1.1 main failed empty",
      "1.2 main answered"
    );
    assertPaid(errand.attempts().getFirst());
    errand.assertCharged();
    assertThat(errand.messages()).containsExactly("2 1 assistant");
  }

  private static void assertPaid(Attempt attempt) {
    assertThat(attempt.usage().input()).isPositive();
    assertThat(attempt.costUsd()).isPositive();
  }

  @Test
  void hasAnAnswerThatBreaksTheSchemaRepairedOnce() {
    var errand = errand("clerk").says(Reply.answer(Map.of("made", "well")), done("well"));

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.attemptsInShort()).containsExactly("1.1 main answered", "2.1 main answered");
    assertThat(errand.messages()).containsExactly("2 1 assistant", "3 1 user", "4 2 assistant");
    assertThat(lastText(errand)).contains("does not fit the schema").contains("done");
  }

  @Test
  void failsWhereTheRepairBreaksTheSchemaToo() {
    var errand = errand("clerk").says(Reply.answer(Map.of("made", "well")));

    errand.perform();

    errand.assertFailed("AGENT_FAILED");
    assertThat(errand.requests()).hasSize(2);
    errand.assertCharged();
  }

  @Test
  void asksForARepairAgainWhereAnOperatorRetries() {
    var errand = errand("clerk").says(
      Reply.answer(Map.of("made", "badly")),
      Reply.answer(Map.of("made", "worse")),
      done("well")
    );
    errand.perform();
    errand.assertFailed("AGENT_FAILED");

    transaction.executeWithoutResult(open -> task.reopen(errand.run()));
    errand.perform();

    errand.assertDone("well");
    assertThat(lastText(errand)).contains("does not fit the schema");
  }

  @Test
  void tellsTheAgentThatAToolIsUnknown() {
    var errand = errand("clerk");
    errand.says(
      Reply.call("no_such_tool", Map.of()).and(errand.call("demo_note", "a")),
      done("well")
    );

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.callsInShort()).containsExactly(
      "1.0 no_such_tool refused",
      "1.1 demo.note succeeded"
    );
    assertThat(results(errand)).hasSize(2);
    assertThat(results(errand).getFirst()).contains("unknown-tool");
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a");
  }

  @Test
  void tellsTheAgentThatItsArgumentsAreNoJson() {
    var errand = errand("clerk");
    errand.says(errand.call("demo_note", "a"), done("well")).once(Fault.Nonsense.ARGUMENTS_NO_JSON);

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.note refused");
    assertThat(results(errand).getFirst()).contains("invalid-arguments");
    assertThat(EFFECTS.received(errand.name(), "note")).isEmpty();
  }

  @Test
  void anErrorThatNothingCatchesIsReportedAsProgress() {
    var errand = errand("hasty")
      .says(done("nothing"))
      .always(any -> true, Fault.status(401));

    errand.perform();

    assertThat(errand.progress()).isEqualTo(
      new Progress.Failed("AGENT_FAILED", "model 'hasty' gives no usable answer")
    );
    assertThat(errand.attemptsInShort()).containsExactly("1.1 hasty failed rejected");
  }

  /** What tools are said to have answered, in the last request. */
  static List<String> results(Errand errand) {
    return errand
      .requests()
      .getLast()
      .messages("tool")
      .stream()
      .map(message -> message.path("content").asText())
      .toList();
  }

  static String lastText(Errand errand) {
    JsonNode last = errand.requests().getLast().messages().getLast();
    return last.path("content").asText();
  }
}
