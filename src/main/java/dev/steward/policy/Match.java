package dev.steward.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rule on a tool call that matched, with what its cells say.
 *
 * @param ruling null where the cell holds none of our verdicts
 * @param quorum how many people must approve; null where the rule does not say
 * @param due how long they may take; null where the rule does not say
 * @param escalation who may decide as well after that; null where the rule does not say
 * @param share of the calls that are looked at later; null where the rule does not say
 */
record Match(
  Verdict.Rule rule,
  @Nullable Ruling ruling,
  @Nullable String reviewers,
  @Nullable Integer quorum,
  @Nullable Duration due,
  @Nullable String escalation,
  @Nullable BigDecimal share,
  @Nullable String reason
) {
  static Match of(Row row) {
    var quorum = row.number("quorum");
    return new Match(
      row.rule(),
      Ruling.parse(row.text("verdict")),
      row.text("reviewers"),
      quorum == null ? null : quorum.intValueExact(),
      row.duration("due"),
      row.text("escalation"),
      row.number("share"),
      row.text("reason")
    );
  }

  /**
   * The one verdict of all matching rules: the strictest. What cannot be made out counts as a
   * refusal.
   *
   * @param matches in the order of the tables and their rows; where several ask for a review, the
   *     first names the group, the highest quorum counts and the shortest time, and the first that names a group to
   *     escalate to; of several that ask for samples the largest share counts
   */
  static Verdict combine(List<Match> matches) {
    var rules = matches.stream().map(Match::rule).toList();
    for (var match : matches) {
      if (match.ruling() == null) {
        return new Verdict.Denied("A rule has no known verdict: " + match.rule().id(), rules);
      }
      if (match.ruling() == Ruling.REVIEW && isBlank(match.reviewers())) {
        return new Verdict.Denied("A rule names no reviewers: " + match.rule().id(), rules);
      }
    }
    var strictest = matches
      .stream()
      .min(Comparator.comparing(match -> Objects.requireNonNull(match.ruling())));
    if (strictest.isEmpty()) {
      return new Verdict.Denied("No rule of the decision tables covers this.", rules);
    }
    // Stable: the first of the strictest in the order of the tables.
    var first = strictest.get();
    return switch (Objects.requireNonNull(first.ruling())) {
      case DENY -> new Verdict.Denied(reasons(matches, Ruling.DENY), rules);
      case REVIEW -> review(Objects.requireNonNull(first.reviewers()), matches, rules);
      case SAMPLE -> sampled(matches, rules);
      case ALLOW -> new Verdict.Allowed(rules);
    };
  }

  private static Verdict review(String reviewers, List<Match> matches, List<Verdict.Rule> rules) {
    var asking = asking(matches, Ruling.REVIEW);
    var panel = new Panel(
      reviewers,
      asking
        .stream()
        .map(Match::quorum)
        .filter(Objects::nonNull)
        .mapToInt(Integer::intValue)
        .max()
        .orElse(1),
      asking
        .stream()
        .map(Match::due)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null),
      first(asking, Match::escalation)
    );
    return new Verdict.NeedsReview(panel, reasons(matches, Ruling.REVIEW), rules);
  }

  private static Verdict sampled(List<Match> matches, List<Verdict.Rule> rules) {
    var asking = asking(matches, Ruling.SAMPLE);
    return new Verdict.Sampled(
      first(asking, Match::reviewers),
      asking
        .stream()
        .map(Match::share)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null),
      rules
    );
  }

  private static List<Match> asking(List<Match> matches, Ruling ruling) {
    return matches
      .stream()
      .filter(match -> match.ruling() == ruling)
      .toList();
  }

  private static @Nullable String first(
    List<Match> matches,
    Function<Match, @Nullable String> cell
  ) {
    return matches
      .stream()
      .map(cell)
      .filter(text -> !isBlank(text))
      .findFirst()
      .orElse(null);
  }

  private static String reasons(List<Match> matches, Ruling ruling) {
    return asking(matches, ruling)
      .stream()
      .map(match -> isBlank(match.reason()) ? match.rule().description() : match.reason())
      .distinct()
      .collect(Collectors.joining(" "));
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
