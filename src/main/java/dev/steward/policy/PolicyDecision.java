package dev.steward.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tables said to a question, to be kept on record: with these tables the question is answered in the same way again.
 *
 * @param tables that were asked, with their versions, such as {@code human-review:3}
 * @param shadow what they would say with the tables on trial; null without any
 */
public record PolicyDecision(
  Question question,
  Verdict verdict,
  List<String> tables,
  @Nullable Shadow shadow
) {
  /** Without effect. */
  public record Shadow(Verdict verdict, List<String> tables) {}

  public PolicyDecision {
    tables = List.copyOf(tables);
  }
}
