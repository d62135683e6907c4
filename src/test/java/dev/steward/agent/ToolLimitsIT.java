package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.model.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps calls within bounds: rates, targets that are busy or away, sizes, and what is not for everybody's eyes. */
class ToolLimitsIT extends AgentRunIT {

  @BeforeEach
  void goByTheMachinesTime() {
    clock.reset();
  }

  @Test
  void waitsInTheDatabaseForARateThatIsUsedUp() {
    var first = asking("demo_rare", "a");
    var second = asking("demo_rare", "b");
    first.perform();
    first.assertDone("well");

    second.perform();

    assertThat(second.stored().state()).isEqualTo(RunState.QUEUED);
    assertThat(second.callsInShort()).containsExactly("1.0 demo.rare deferred");
    assertThat(EFFECTS.received(second.name(), "note")).isEmpty();

    awaitTurn(second);
    second.perform();

    second.assertDone("well");
    assertThat(second.callsInShort()).containsExactly("1.0 demo.rare succeeded");
    assertThat(EFFECTS.applied(second.name())).containsExactly("note b");
    assertThat(second.audited("tool.deferred")).hasSize(1);
  }

  @Test
  void countsEachAccountByItself() {
    var one = asking("demo_rare-by-account", "account-1-" + System.nanoTime());
    var other = asking("demo_rare-by-account", "account-2-" + System.nanoTime());

    one.perform();
    other.perform();

    one.assertDone("well");
    other.assertDone("well");
  }

  @Test
  void leavesATargetAloneForAsLongAsItAsks() {
    var errand = asking("demo_note", "a");
    EFFECTS.once(errand.name(), "note", Effects.busy(60));
    var before = clock.instant();

    errand.perform();

    assertThat(errand.callsInShort()).containsExactly("1.0 demo.note deferred");
    assertThat(errand.stored().notBefore()).isBetween(
      before.plusSeconds(60),
      clock.instant().plusSeconds(61)
    );

    clock.advance(Duration.ofSeconds(61));
    errand.perform();

    errand.assertDone("well");
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a");
  }

  @Test
  void doesNotRepeatACallThatWasApprovedAndHadToWait() {
    var errand = started("bounded-errand", "app", begun ->
      begun.says(begun.call("demo_secret", "a"), done("well"))
    );
    EFFECTS.once(errand.name(), "note", Effects.busy(3));

    var task = errand.awaitTask("tool-review");
    errand.decide("approver", task, Map.of("decision", "approve")).expect(204);

    errand.awaitPassed("errand-run");
    assertThat(EFFECTS.received(errand.name(), "note")).hasSize(2);
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a");
    assertThat(errand.audited("review.decided")).containsExactly("approved");
  }

  @Test
  void answersWithWhatItRememberedWhereTheTargetIsAway() {
    var item = "item-" + System.nanoTime();
    var errand = errand("bounded");
    errand.says(errand.call("demo_remembered", item), done("well"));
    errand.perform();
    errand.assertDone("well");
    var again = sameQuestion(errand, item);

    again.perform();

    again.assertDone("well");
    var call = again.calls().getFirst();
    assertThat(call.state()).isEqualTo("succeeded");
    assertThat(call.settledBy()).isEqualTo("cache");
    assertThat(call.result().path("item").asText()).isEqualTo(item);
    assertThat(call.result().at("/_fallback/note").asText()).contains("ago");
    assertThat(again.audited("tool.fell-back")).hasSize(1);
  }

  /** Another errand that asks what the first one asked, of a target that is away by now. */
  private Errand sameQuestion(Errand first, String item) {
    var again = errand("bounded");
    again.says(
      Reply.call("demo_remembered", Map.of("errand", first.name(), "item", item)),
      done("well")
    );
    EFFECTS.always(first.name(), "read", Effects.status(503));
    return again;
  }

  @Test
  void failsWhereNothingIsRemembered() {
    var errand = asking("demo_remembered", "never asked " + System.nanoTime());
    EFFECTS.always(errand.name(), "read", Effects.status(503));

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.remembered failed");
  }

  @Test
  void asksTheOtherToolWhereTheTargetIsAway() {
    var errand = asking("demo_replaced", "a");
    EFFECTS.always(errand.name(), "replaced", Effects.status(503));

    errand.perform();

    errand.assertDone("well");
    var call = errand.calls().getFirst();
    assertThat(call.settledBy()).isEqualTo("fallback:demo.read");
    assertThat(call.result().at("/_fallback/note").asText()).contains("demo.read");
    assertThat(EFFECTS.received(errand.name(), "read")).hasSize(1);
  }

  @Test
  void handsTheCallToAPersonWhereTheTargetNeverTakesIt() {
    var errand = started("bounded-errand", "app", begun ->
      begun.says(begun.call("demo_handed", "a"), done("well"))
    );
    EFFECTS.always(errand.name(), "handed", Effects.busy(0));

    var task = errand.awaitTask("in-doubt");
    errand
      .decide("operator", task, Map.of("decision", "done", "comment", "Did it by hand"))
      .expect(204);

    errand.awaitPassed("errand-run");
    assertThat(errand.calls().getFirst().settledBy()).isEqualTo("operator");
  }

  @Test
  void stopsAskingATargetThatKeepsFailing() {
    for (int i = 0; i < 4; i++) {
      var failing = asking("demo_fragile", "a");
      EFFECTS.always(failing.name(), "fragile", Effects.status(503));
      failing.perform();
      failing.assertDone("well");
    }
    var errand = asking("demo_fragile", "a");

    errand.perform();

    errand.assertDone("well");
    assertThat(EFFECTS.received(errand.name(), "fragile")).isEmpty();
    assertThat(errand.calls().getFirst().result().at("/error/code").asText()).isEqualTo(
      "unavailable"
    );
    assertThat(
      api.as("operator").get("/api/tools/demo.fragile").ok().at("/environments/0/circuit").asText()
    ).isEqualTo("open");
  }

  @Test
  void refusesArgumentsThatAreTooLarge() {
    var errand = asking("demo_secret", "x".repeat(2000));

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.calls().getFirst().result().at("/error/code").asText()).isEqualTo(
      "arguments-too-large"
    );
  }

  @Test
  void showsWhatIsSensitiveOnlyToThoseWhoMaySeeIt() {
    var errand = started("bounded-errand", "app", begun ->
      begun.says(begun.call("demo_secret", "hidden thing"), done("well"))
    );

    var task = errand.awaitTask("tool-review");

    assertThat(task.path("name").asText()).isEqualTo("Approve: Write a secret down");
    assertThat(task.at("/review/arguments/item").asText()).isEqualTo("hidden thing");
    assertThat(
      api
        .as("auditor")
        .get("/api/tasks/" + task.path("id").asText())
        .ok()
        .at("/review/arguments/item")
        .asText()
    ).isEqualTo("[masked]");
    errand.decide("approver", task, Map.of("decision", "approve")).expect(204);
    errand.awaitPassed("errand-run");

    assertThat(EFFECTS.applied(errand.name())).containsExactly("note hidden thing");
    assertThat(errand.calls().getFirst().result().path("item").asText()).isEqualTo("[masked]");
    assertThat(auditOf(errand))
      .isNotEmpty()
      .noneMatch(detail -> detail.contains("hidden thing"));
    assertThat(auditOf(errand)).anyMatch(detail -> detail.contains("argumentsDigest"));
  }

  private List<String> auditOf(Errand errand) {
    return errand
      .trail("tool.")
      .stream()
      .map(entry -> entry.detail().toString())
      .toList();
  }

  private Errand asking(String tool, String item) {
    var errand = errand(tool.equals("demo_note") ? "clerk" : "bounded");
    return errand.says(errand.call(tool, item), done("well"));
  }

  private void awaitTurn(Errand errand) {
    var turn = Objects.requireNonNull(errand.stored().notBefore());
    await()
      .atMost(PATIENCE)
      .until(() -> clock.instant().isAfter(turn));
  }
}
