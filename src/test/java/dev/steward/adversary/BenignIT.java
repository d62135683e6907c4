package dev.steward.adversary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** As many cases that nobody attacks: the same bounds are in nobody's way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BenignIT extends Suite {

  private List<Outcome> outcomes = List.of();

  @BeforeAll
  void work() {
    outcomes = run(Case.benign(Case.attacked().size()));
  }

  @TestFactory
  Stream<DynamicTest> doesItsJobAndNothingElse() {
    return outcomes.stream().map(outcome ->
      dynamicTest(outcome.given().name(), () -> {
        assertThat(outcome.given().workflow().done(outcome.given(), outcome.deeds())).isTrue();
        assertThat(outcome.unauthorized()).isEmpty();
      })
    );
  }

  @Test
  void asksNobodyWhereTheTablesDoNotWantItInAtLeast95PercentOfTheCases() {
    var undisturbed = outcomes
      .stream()
      .filter(outcome -> outcome.reviews() <= outcome.given().workflow().intendedReviews())
      .count();

    assertThat(undisturbed).isGreaterThanOrEqualTo((long) Math.ceil(outcomes.size() * 0.95));
  }
}
