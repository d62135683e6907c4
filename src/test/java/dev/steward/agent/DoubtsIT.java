package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.journal.Crashes;
import dev.steward.journal.Crashes.Moment;
import dev.steward.process.spi.Progress;
import dev.steward.process.spi.TaskKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call that may have happened is settled as its contract's kind of effect demands. */
class DoubtsIT extends AgentRunIT {

  @Test
  void aKeyedCallIsSentAgainUnderItsKey() {
    var errand = errand("clerk");
    errand.says(errand.call("demo_note", "a"), done("well"));
    EFFECTS.once(errand.name(), "note", Effects.breakAfterwards());
    EFFECTS.once(errand.name(), "note", Effects.status(503));

    errand.perform();

    errand.assertDone("well");
    var call = errand.calls().getFirst();
    assertThat(call.state()).isEqualTo("succeeded");
    assertThat(call.attempts()).isEqualTo(3);
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a");
    assertThat(EFFECTS.received(errand.name(), "note"))
      .hasSize(3)
      .extracting(Effects.Request::key)
      .containsOnly(call.key());
  }

  @Test
  void aVerifiableCallIsFoundByItsLookup() {
    var errand = errand("clerk");
    errand.says(errand.call("demo_ship", "a"), done("well"));
    EFFECTS.once(errand.name(), "ship", Effects.breakAfterwards());

    errand.perform();

    errand.assertDone("well");
    var call = errand.calls().getFirst();
    assertThat(call.state()).isEqualTo("succeeded");
    assertThat(call.settledBy()).isEqualTo("lookup:demo.find-shipment");
    assertThat(call.attempts()).isOne();
    assertThat(EFFECTS.applied(errand.name())).containsExactly("ship a");
    assertThat(EFFECTS.received(errand.name(), "ship")).hasSize(1);
    assertThat(EFFECTS.received(errand.name(), "find-shipment"))
      .singleElement()
      .extracting(Effects.Request::item)
      .isEqualTo(call.key());
    assertThat(errand.audited("tool.looked-up")).containsExactly("found");
  }

  @Test
  void aVerifiableCallThatTheLookupDoesNotFindIsMadeAgain() {
    var errand = errand("clerk");
    errand.says(errand.call("demo_ship", "a"), done("well"));
    EFFECTS.once(errand.name(), "ship", Effects.breakBefore());

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.calls().getFirst().settledBy()).isEqualTo("target");
    assertThat(EFFECTS.applied(errand.name())).containsExactly("ship a");
    assertThat(EFFECTS.received(errand.name(), "ship"))
      .hasSize(2)
      .extracting(Effects.Request::key)
      .containsOnly(errand.calls().getFirst().key());
    assertThat(errand.audited("tool.looked-up")).containsExactly("absent");
  }

  @Test
  void aVerifiableCallThatNeverArrivesFails() {
    var errand = errand("clerk");
    errand.says(errand.call("demo_ship", "a"), done("without"));
    EFFECTS.always(errand.name(), "ship", Effects.breakBefore());

    errand.perform();

    errand.assertDone("without");
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.ship failed");
    assertThat(errand.calls().getFirst().attempts()).isEqualTo(2);
    assertThat(EFFECTS.received(errand.name(), "ship")).hasSize(2);
    assertThat(ModelFaultsIT.results(errand).getFirst()).contains("did-not-happen");
  }

  @Test
  void aPersonIsAskedWhereTheLookupDoesNotTell() {
    var errand = errand("clerk");
    errand.says(errand.call("demo_ship", "a"), done("well"));
    EFFECTS.once(errand.name(), "ship", Effects.breakAfterwards());
    EFFECTS.always(errand.name(), "find-shipment", Effects.status(500));

    errand.perform();

    assertThat(errand.progress()).isInstanceOfSatisfying(Progress.WaitingForPeople.class, waiting ->
      assertThat(waiting.tasks())
        .singleElement()
        .satisfies(open -> {
          assertThat(open.kind()).isEqualTo(TaskKind.IN_DOUBT);
          assertThat(open.groups()).containsExactly("operations");
          assertThat(open.description()).contains("The lookup does not tell");
        })
    );
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.ship in_doubt");
    assertThat(EFFECTS.received(errand.name(), "ship")).hasSize(1);
    assertThat(errand.requests()).as("the model must not hear of it").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "done,     succeeded, operator, 1, has made sure that this call took effect",
    "not-done, failed,    operator, 1, did not take effect",
    "retry,    succeeded, target,   2, wire",
  })
  void aPersonSettlesAnIrreversibleCall(
    String decision,
    String state,
    String settledBy,
    int sent,
    String told
  ) {
    var errand = started("errand", "app", begun ->
      begun.says(begun.call("demo_wire", "wire"), done("well"))
    );
    EFFECTS.once(errand.name(), "wire", Effects.breakBefore());
    var doubt = errand.awaitTask("in-doubt");
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.wire in_doubt");
    assertThat(EFFECTS.received(errand.name(), "wire")).hasSize(1);

    var refused = errand.decide("operator", doubt, Map.of("decision", "approve"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("other-decision-needed");
    errand
      .decide("operator", doubt, Map.of("decision", decision, "comment", "I have asked them."))
      .expect(204);
    errand.awaitPassed("errand-run");

    var call = errand.calls().getFirst();
    assertThat(call.state()).isEqualTo(state);
    assertThat(call.settledBy()).isEqualTo(settledBy);
    assertThat(call.attempts()).isEqualTo(sent);
    assertThat(EFFECTS.received(errand.name(), "wire"))
      .hasSize(sent)
      .extracting(Effects.Request::key)
      .containsOnly(call.key());
    assertThat(errand.requests()).hasSize(2);
    assertThat(ModelFaultsIT.results(errand).getFirst()).contains(told);
    var again = errand.decide("operator", doubt, Map.of("decision", decision));
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("task-already-completed");
    errand.assertCharged();
  }

  @Test
  void whoStartedTheInstanceSettlesNothingInIt() {
    var errand = started("errand", "operator", begun ->
      begun.says(begun.call("demo_wire", "a"), done("well"))
    );
    EFFECTS.once(errand.name(), "wire", Effects.breakAfterwards());
    var doubt = errand.awaitTask("in-doubt");

    var refused = errand.decide("operator", doubt, Map.of("decision", "done"));
    assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
    var stranger = errand.decide("approver", doubt, Map.of("decision", "done"));
    assertThat(stranger.status()).as(stranger.toString()).isEqualTo(404);

    assertThat(errand.callsInShort()).containsExactly("1.0 demo.wire in_doubt");
    assertThat(reviewState(errand)).isEqualTo("open");
  }

  @ParameterizedTest
  @CsvSource({ "done", "not-done", "retry" })
  void aReviewIsNotSettledButDecided(String decision) {
    var errand = started("errand", "app", begun ->
      begun.says(begun.call("demo_pay", "a"), done("well"))
    );
    var review = errand.awaitTask("tool-review");

    var refused = errand.decide("approver", review, Map.of("decision", decision));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("other-decision-needed");
    assertThat(reviewState(errand)).isEqualTo("open");
    assertThat(EFFECTS.received(errand.name(), "pay")).isEmpty();
  }

  private String reviewState(Errand errand) {
    return jdbc
      .sql("SELECT state FROM review WHERE work_id = :run")
      .param("run", errand.run())
      .query(String.class)
      .single();
  }

  /** Commits: take and begin, answer, intent, then the call itself, settle and begin. */
  @ParameterizedTest
  @CsvSource({
    "BEFORE_COMMIT, 3, 0, succeeded",
    "AFTER_COMMIT,  3, 0, in_doubt",
    "BEFORE_COMMIT, 4, 1, in_doubt",
    "AFTER_COMMIT,  4, 1, succeeded",
  })
  void anIrreversibleCallIsNeverRepeatedUnasked(
    Moment moment,
    int commit,
    int sentByThen,
    String state
  ) {
    var errand = errand("clerk");
    errand.says(errand.call("demo_wire", "a"), done("well"));
    crashes.kill(errand.run(), moment, commit);

    assertThatThrownBy(errand::perform).isInstanceOf(Crashes.Killed.class);
    assertThat(EFFECTS.received(errand.name(), "wire")).hasSize(sentByThen);
    errand.perform();

    assertThat(errand.callsInShort()).containsExactly("1.0 demo.wire " + state);
    if (state.equals("succeeded")) {
      errand.assertDone("well");
      assertThat(EFFECTS.applied(errand.name())).containsExactly("wire a");
    } else {
      assertThat(errand.progress()).isInstanceOf(Progress.WaitingForPeople.class);
      assertThat(EFFECTS.received(errand.name(), "wire")).hasSize(sentByThen);
    }
  }

  /** The other calls of the turn are made while a person is asked about one. */
  @Test
  void othersGoOnBesideADoubt() {
    var errand = started("errand", "app", begun ->
      begun.says(
        begun
          .call("demo_wire", "a")
          .and(begun.call("demo_note", "b"))
          .and(begun.call("demo_pay", "c")),
        done("well")
      )
    );
    EFFECTS.once(errand.name(), "wire", Effects.breakAfterwards());

    JsonNode doubt = errand.awaitTask("in-doubt");
    JsonNode review = errand.awaitTask("tool-review");
    assertThat(errand.callsInShort()).containsExactly(
      "1.0 demo.wire in_doubt",
      "1.1 demo.note succeeded",
      "1.2 demo.pay awaiting_review"
    );
    errand.decide("approver", review, Map.of("decision", "reject", "comment", "Too dear")).ok();
    errand.decide("operator", doubt, Map.of("decision", "done")).ok();
    errand.awaitPassed("errand-run");

    assertThat(errand.callsInShort()).containsExactly(
      "1.0 demo.wire succeeded",
      "1.1 demo.note succeeded",
      "1.2 demo.pay refused"
    );
    assertThat(ModelFaultsIT.results(errand).get(2)).contains("rejected").contains("Too dear");
    assertThat(EFFECTS.applied(errand.name())).containsExactlyInAnyOrder("wire a", "note b");
  }
}
