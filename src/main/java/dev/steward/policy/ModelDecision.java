package dev.steward.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which model may be asked.
 *
 * @param model null where none may
 * @param reason in a sentence, where it is not the model that was asked about
 * @param rules all that matched
 * @param shadow the model with the tables on trial, or {@code none}; null without any
 */
public record ModelDecision(
  @Nullable String model,
  @Nullable String reason,
  List<Verdict.Rule> rules,
  @Nullable String shadow
) {
  /** A cell that forbids all models. */
  static final String NONE = "none";
  /** A cell that lets the model be asked that the agent's file names. */
  static final String OWN = "own";

  public ModelDecision {
    rules = List.copyOf(rules);
  }
}
