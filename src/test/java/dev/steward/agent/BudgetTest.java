package dev.steward.agent;

import static dev.steward.agent.RunsInHand.NOW;
import static dev.steward.agent.RunsInHand.aRun;
import static dev.steward.agent.RunsInHand.limits;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each limit is ample first, then scarce, so that an agent can still conclude, and only then exceeded. */
class BudgetTest {

  @ParameterizedTest
  @CsvSource({ "0, Ample", "8, Ample", "9, Scarce", "10, Exceeded", "11, Exceeded" })
  void ofModelCalls(int made, String budget) {
    assertBudget(aRun().after(made), budget, "model calls");
  }

  /** A run that may ask once is not told to conclude before it has begun. */
  @ParameterizedTest
  @CsvSource({ "0, Ample", "1, Exceeded" })
  void ofASingleModelCall(int made, String budget) {
    assertBudget(
      aRun()
        .within(limits("10", 1, 10, 1000))
        .after(made),
      budget,
      "model calls"
    );
  }

  /** Too many tool calls are refused one by one; they never end a run. */
  @ParameterizedTest
  @CsvSource({ "0, Ample", "9, Ample", "10, Scarce", "25, Scarce" })
  void ofToolCalls(int made, String budget) {
    assertBudget(aRun().after(1).calling(made), budget, "tool calls");
  }

  @ParameterizedTest
  @CsvSource({ "0, Ample", "799, Ample", "800, Scarce", "999, Scarce", "1000, Exceeded" })
  void ofTokens(long used, String budget) {
    assertBudget(aRun().after(1).using(used), budget, "tokens");
  }

  @ParameterizedTest
  @CsvSource({ "0, Ample", "7.99, Ample", "8, Scarce", "9.99999999, Scarce", "10.00, Exceeded" })
  void ofMoney(String spent, String budget) {
    assertBudget(aRun().after(1).spending(spent), budget, "USD");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, Ample",
    "PT7M59S, Ample",
    "PT8M, Scarce",
    "PT9M59S, Scarce",
    "PT10M, Exceeded",
  })
  void ofTime(Duration since, String budget) {
    assertBudget(aRun().after(1).startedAgo(since), budget, "PT10M");
  }

  @Test
  void timeBeginsWithTheFirstStep() {
    assertThat(Budget.of(aRun().inHand(), NOW)).isInstanceOf(Budget.Ample.class);
  }

  @Test
  void theTimeInWhichPeopleWereAskedDoesNotCount() {
    var run = aRun()
      .after(1)
      .startedAgo(Duration.ofDays(3))
      .havingWaited(Duration.ofDays(2).plusMinutes(2))
      .waitingFor(Duration.ofDays(1));

    // Two minutes were waited beyond the three days.
    assertThat(Budget.of(run.inHand(), NOW.plus(Duration.ofMinutes(9)))).isInstanceOf(
      Budget.Ample.class
    );
    assertThat(Budget.of(run.inHand(), NOW.plus(Duration.ofMinutes(10)))).isInstanceOf(
      Budget.Scarce.class
    );
    assertThat(Budget.of(run.inHand(), NOW.plus(Duration.ofMinutes(12)))).isInstanceOf(
      Budget.Exceeded.class
    );
  }

  private static void assertBudget(RunsInHand run, String budget, String reason) {
    switch (Budget.of(run.inHand(), NOW)) {
      case Budget.Ample ample -> assertThat(budget).isEqualTo("Ample");
      case Budget.Scarce scarce -> {
        assertThat(budget).isEqualTo("Scarce");
        assertThat(scarce.reason()).contains(reason);
      }
      case Budget.Exceeded exceeded -> {
        assertThat(budget).isEqualTo("Exceeded");
        assertThat(exceeded.reason()).contains(reason);
      }
    }
  }
}
