package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.journal.Crashes;
import dev.steward.policy.TableText;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Budgets over many runs: what a call may cost is reserved before it, its true price takes the reservation's place, and the table says
 * what happens at the end. A call of these runs reserves between 1,000 and 2,000 tokens and uses up a few hundred.
 */
class BudgetsIT extends AgentRunIT {

  private static final String KEY = "test-limits";
  private static final List<String> OUTPUTS = List.of(
    "scope",
    "period",
    "tokens",
    "onExceeded",
    "cheaperModel",
    "reviewers"
  );

  @Autowired
  Reservations reservations;

  /** Another one for each test: what was granted belongs to a rule. */
  private String rule;

  @BeforeEach
  void beginAnew() {
    rule = "limit-" + UUID.randomUUID();
    jdbc.sql("DELETE FROM journal_counter WHERE name LIKE '%thrifty%'").update();
  }

  @AfterEach
  void retireTheTable() {
    var versions = items(api.as("operator").get("/api/policies").ok())
      .stream()
      .filter(version -> version.path("key").asText().startsWith(KEY))
      .filter(version -> !version.path("mode").asText().equals("retired"))
      .toList();
    for (var version : versions) {
      api
        .as("operator")
        .put(
          "/api/policies/%s/%s/mode".formatted(
            version.path("key").asText(),
            version.path("version").asText()
          ),
          Map.of("mode", "retired", "reason", "The test is over")
        )
        .expect(200);
    }
  }

  @Test
  void reservesBeforeTheCallAndChargesWhatItCost() {
    limit(100_000, "stop", "", "");
    var asked = new CountDownLatch(1);
    var answers = new CountDownLatch(1);
    var errand = errand("thrifty");
    errand.says(conversation -> {
      asked.countDown();
      pass(answers);
      return done("well");
    });

    var performed = errand.performAside();
    pass(asked);
    long reserved = used();
    answers.countDown();

    assertThat(performed.join()).isNull();
    assertThat(reserved).isBetween(1_000L, 2_000L);
    assertThat(used()).isEqualTo(tokens(errand)).isBetween(1L, 999L);
    var shown = shown();
    assertThat(shown.path("scope").asText()).isEqualTo("agent");
    assertThat(shown.path("period").asText()).isEqualTo("day");
    assertThat(shown.at("/limits/0/atMost").asLong()).isEqualTo(100_000);
    assertThat(shown.at("/limits/0/rule").asText()).isEqualTo(rule);
    api.as("approver").get("/api/budgets").expect(403);
  }

  @Test
  void warnsOnceAndStopsWhereThereIsNoRoom() {
    limit(1_900, "stop", "", "");
    var errands = Stream.generate(() -> errand("thrifty").says(done("well")))
      .limit(9)
      .toList();

    errands.forEach(Errand::perform);

    errands.getFirst().assertDone("well");
    errands.getLast().assertFailed("BUDGET_EXCEEDED");
    assertThat(errands.getLast().stored().errorMessage())
      .startsWith("The budget of 1900 tokens for the agent thrifty, ")
      .endsWith(" is used up");
    assertThat(errands.getLast().requests()).isEmpty();
    assertThat(errands.getLast().attempts()).isEmpty();
    assertThat(errands.getLast().audited("budget.exceeded")).containsExactly("stopped");
    assertThat(used()).isLessThanOrEqualTo(1_900);
    assertThat(errands.stream().flatMap(errand -> errand.audited("budget.near").stream()))
      .as("warnings")
      .hasSize(1);
  }

  @Test
  void neverBeginsMoreCallsAtOnceThanThereIsRoomFor() {
    limit(5_000, "stop", "", "");
    var asked = new CountDownLatch(3);
    var answers = new CountDownLatch(1);
    var errands = Stream.generate(() -> errand("thrifty"))
      .limit(12)
      .toList();
    errands.forEach(errand ->
      errand.says(conversation -> {
        asked.countDown();
        pass(answers);
        return done("well");
      })
    );

    var performed = errands.stream().map(Errand::performAside).toList();
    pass(asked);
    await()
      .atMost(PATIENCE)
      .until(
        () ->
          performed
            .stream()
            .filter(run -> run.isDone())
            .count() >= 8
      );
    assertThat(used()).isBetween(3_000L, 5_000L);
    answers.countDown();
    performed.forEach(run -> assertThat(run.join()).isNull());

    var done = errands
      .stream()
      .filter(errand -> errand.stored().state() == RunState.COMPLETED)
      .toList();
    assertThat(done).hasSizeBetween(3, 4);
    assertThat(used()).isEqualTo(done.stream().mapToLong(BudgetsIT::tokens).sum());
  }

  @Test
  void goesOnWithTheCheaperModel() {
    limit(500, "degrade", "spare", "");
    var errand = errand("thrifty").says(done("cheaply"));

    errand.perform();

    errand.assertDone("cheaply");
    assertThat(errand.attemptsInShort()).containsExactly("1.1 spare answered");
    assertThat(errand.audited("budget.exceeded")).containsExactly("degraded");
    assertThat(used()).as("it is charged all the same").isEqualTo(tokens(errand));
  }

  @Test
  void asksPeopleOnceForAllAndGoesOnWithWhatTheyGrant() {
    limit(500, "ask", "", "operations");
    var first = thrifty("well");
    var review = first.awaitTask("tool-review");
    var others = List.of(thrifty("well"), thrifty("well"));

    assertThat(review.path("name").asText()).isEqualTo("Approve: Raise a budget");
    assertThat(review.path("groups").toString()).isEqualTo("[\"operations\"]");
    assertThat(review.at("/review/arguments/limit").asInt()).isEqualTo(500);
    others.forEach(other ->
      await()
        .atMost(PATIENCE)
        .until(() -> other.stored().state() == RunState.QUEUED && other.stored().epoch() > 0)
    );
    assertThat(
      items(api.as("operator").get("/api/tasks?scope=all&sort=newest").ok())
        .stream()
        .filter(task -> task.path("name").asText().endsWith("Raise a budget"))
    ).hasSize(1);
    assertThat(first.requests()).isEmpty();

    var changed = review.at("/review/arguments").deepCopy();
    ((ObjectNode) changed).put("more", 50_000);
    first.decide("operator", review, Map.of("decision", "edit", "arguments", changed)).expect(204);

    Stream.concat(Stream.of(first), others.stream()).forEach(errand ->
      errand.awaitPassed("run-errand")
    );
    assertThat(first.audited("budget.raised")).hasSizeLessThanOrEqualTo(1);
    assertThat(
      jdbc
        .sql(
          "SELECT count(*) FROM audit_entry WHERE type = 'budget.raised' AND detail::text LIKE :rule"
        )
        .param("rule", "%" + rule + "%")
        .query(Long.class)
        .single()
    ).isEqualTo(1);
    assertThat(shown().path("granted").asLong()).isEqualTo(50_000);
  }

  @Test
  void stopsWherePeopleRefuseMore() {
    limit(500, "ask", "", "operations");
    var first = thrifty("never");
    var review = first.awaitTask("tool-review");

    first
      .decide("operator", review, Map.of("decision", "reject", "comment", "Enough for today"))
      .expect(204);

    first.awaitPassed("budget-exceeded");
    assertThat(first.stored().errorMessage()).endsWith("operator refused to raise it");
    var second = errand("thrifty").says(done("never"));
    second.perform();
    second.assertFailed("BUDGET_EXCEEDED");
  }

  @Test
  void letsTheNextRunAskWhereTheOneThatAskedIsGone() {
    limit(500, "ask", "", "operations");
    var first = thrifty("never");
    first.awaitTask("tool-review");
    var second = thrifty("well");

    api
      .as("operator")
      .delete("/api/instances/" + first.instance() + "?reason=enough")
      .expect(204);

    second.awaitTask("tool-review");
  }

  @Test
  void chargesTheLateAnswerOfARunThatWasStopped() {
    limit(100_000, "stop", "", "");
    var asked = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    var errand = started("thrifty-errand", "app", begun ->
      begun.says(conversation -> {
        asked.countDown();
        pass(stopped);
        return done("late");
      })
    );
    pass(asked);

    api
      .as("operator")
      .delete("/api/instances/" + errand.instance() + "?reason=enough")
      .expect(204);
    stopped.countDown();

    await()
      .atMost(PATIENCE)
      .until(() -> errand.attemptsInShort().equals(List.of("1.1 main discarded")));
    assertThat(tokens(errand)).isPositive();
    assertThat(used()).isEqualTo(tokens(errand));
  }

  @ParameterizedTest
  @CsvSource({ "BEFORE_COMMIT, 2", "AFTER_COMMIT, 1" })
  void givesBackWhatACrashLeftReserved(Crashes.Moment moment, int commit) {
    limit(100_000, "stop", "", "");
    var errand = errand("thrifty").says(done("well"));
    crashes.kill(errand.run(), moment, commit);

    assertThat(errand.performAside().join()).isNotNull();
    assertThat(used()).isGreaterThan(1_000);
    errand.perform();

    errand.assertDone("well");
    assertThat(used()).isEqualTo(tokens(errand));
  }

  @Test
  void givesBackWhatARunLeftReservedThatNobodyGoesOnWith() {
    limit(100_000, "stop", "", "");
    var errand = errand("thrifty").says(done("well"));
    crashes.kill(errand.run(), Crashes.Moment.AFTER_COMMIT, 1);
    assertThat(errand.performAside().join()).isNotNull();
    crashes.leave(errand.run());
    transaction.executeWithoutResult(open -> task.cancel("execution-of-" + errand.name()));

    reservations.giveBackLeftovers();
    assertThat(used()).as("somebody may be waiting for the answer").isGreaterThan(1_000);

    jdbc
      .sql("UPDATE agent_leftover SET since = since - interval '2 hours' WHERE run_id = :run")
      .param("run", errand.run())
      .update();
    reservations.giveBackLeftovers();
    reservations.giveBackLeftovers();
    assertThat(used()).isZero();
  }

  @Test
  void changesNothingWithATableOnTrial() {
    deploy(KEY + "-trial", rule, 500, "stop", "", "", "shadow");
    var errands = IntStream.range(0, 3)
      .mapToObj(i -> errand("thrifty").says(done("well")))
      .toList();

    errands.forEach(Errand::perform);

    errands.forEach(errand -> errand.assertDone("well"));
    assertThat(
      errands.stream().flatMap(errand -> errand.audited("budget.exceeded").stream())
    ).containsExactly("shadow");
  }

  private Errand thrifty(String answer) {
    return started("thrifty-errand", "app", begun -> begun.says(done(answer)));
  }

  private void limit(int tokens, String onExceeded, String cheaper, String reviewers) {
    deploy(KEY, rule, tokens, onExceeded, cheaper, reviewers, "enforced");
  }

  private void deploy(
    String key,
    String id,
    int tokens,
    String onExceeded,
    String cheaper,
    String reviewers,
    String mode
  ) {
    var table = TableText.ofOneRule(key, id, "agent", "string", OUTPUTS).formatted(
      "\"thrifty\"",
      "\"agent\"",
      "\"day\"",
      tokens,
      quoted(onExceeded),
      quoted(cheaper),
      quoted(reviewers)
    );
    api
      .as("operator")
      .post("/api/policies", Map.of("table", table, "mode", mode, "reason", "A test"))
      .expect(201);
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "" : "\"" + text + "\"";
  }

  private static long tokens(Errand errand) {
    return errand.stored().tokensIn() + errand.stored().tokensOut();
  }

  private long used() {
    return shown().path("used").asLong();
  }

  /** Tests that move the clock may have begun another day. */
  private JsonNode shown() {
    return items(api.as("operator").get("/api/budgets").ok())
      .stream()
      .filter(budget -> budget.path("measure").asText().equals("tokens"))
      .filter(budget -> budget.path("subject").asText().equals("thrifty"))
      .findFirst()
      .orElseThrow();
  }
}
