package dev.steward.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MatchTest {

  @Test
  void takesTheStrictestWhateverTheOrder() {
    assertThat(combine(rule("allow"), rule("deny"), rule("review"), rule("sample"))).isInstanceOf(
      Verdict.Denied.class
    );
    assertThat(combine(rule("allow"), rule("review"), rule("sample"))).isInstanceOf(
      Verdict.NeedsReview.class
    );
    assertThat(combine(rule("allow"), rule("sample"))).isInstanceOf(Verdict.Sampled.class);
    assertThat(combine(rule("allow"))).isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void keepsEveryRuleThatMatched() {
    assertThat(combine(rule("allow"), rule("deny"), rule("sample")).rules())
      .extracting(Verdict.Rule::id)
      .containsExactly("r-allow", "r-deny", "r-sample");
  }

  @Test
  void deniesWhereNothingMatched() {
    assertThat(combine()).isEqualTo(
      new Verdict.Denied("No rule of the decision tables covers this.", List.of())
    );
  }

  @Test
  void deniesWhatItCannotMakeOut() {
    assertThat(combine(rule("allow"), rule("perhaps"))).isInstanceOf(Verdict.Denied.class);
    assertThat(combine(rule("allow"), rule(null))).isInstanceOf(Verdict.Denied.class);
    assertThat(combine(rule("Allow"))).isInstanceOf(Verdict.Denied.class);
  }

  @Test
  void deniesAReviewThatNobodyCouldDecide() {
    assertThat(combine(review(null, "why"))).isInstanceOf(Verdict.Denied.class);
    assertThat(combine(review(" ", "why"), rule("allow"))).isInstanceOf(Verdict.Denied.class);
  }

  @Test
  void asksTheGroupOfTheUppermostRuleAndGivesAllReasonsOnce() {
    var verdict = combine(
      review("sales", "It is large."),
      review("finance", "It is new."),
      review("x", "It is large.")
    );

    assertThat(verdict).isInstanceOfSatisfying(Verdict.NeedsReview.class, review -> {
      assertThat(review.panel().group()).isEqualTo("sales");
      assertThat(review.reason()).isEqualTo("It is large. It is new.");
    });
  }

  @Test
  void explainsAReviewByItsRuleWhereTheCellIsEmpty() {
    assertThat(((Verdict.NeedsReview) combine(review("sales", ""))).reason()).isEqualTo(
      "What the rule means"
    );
  }

  private static Verdict combine(Match... matches) {
    return Match.combine(Arrays.asList(matches));
  }

  private static Match rule(@Nullable String verdict) {
    return match("r-" + verdict, verdict, "sales", "why");
  }

  private static Match review(@Nullable String reviewers, String reason) {
    return match("r", "review", reviewers, reason);
  }

  private static Match match(
    String id,
    @Nullable String verdict,
    @Nullable String reviewers,
    String reason
  ) {
    var rule = new Verdict.Rule(id, "table:1", "What the rule means");
    return new Match(rule, Ruling.parse(verdict), reviewers, null, null, null, null, reason);
  }
}
