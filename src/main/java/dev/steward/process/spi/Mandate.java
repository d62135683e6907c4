package dev.steward.process.spi;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * On whose authority work is done, and how freely. Taken from the engine when the task is reached and kept where neither a model nor a
 * process variable can write.
 *
 * @param principal a person's name, or {@code role:<name>}; null where nobody is represented, who can then do nothing
 * @param bounds further principals who must hold each permission too: those on whose behalf the instance itself was started
 * @param reviewers the group that approves before execution, with {@link Autonomy#LOW}
 * @param records the only records or persons that calls may concern; null where the diagram does not confine them
 * @param terms for the use of tools, by their names; a tool without is used as its contract says
 */
public record Mandate(
  @Nullable String principal,
  List<String> bounds,
  Autonomy autonomy,
  @Nullable String reviewers,
  @Nullable List<String> records,
  Map<String, Terms> terms
) {
  /** How much is left to an agent at one place of a diagram. It can only narrow what the decision tables allow. */
  public enum Autonomy {
    /** What the tables say. */
    HIGH,
    /** Writes that run at once are sampled for a later audit. */
    MEDIUM,
    /** A person approves each write before execution. */
    LOW;

    public static Optional<Autonomy> of(String id) {
      return Arrays.stream(values())
        .filter(autonomy -> autonomy.id().equals(id))
        .findFirst();
    }

    @JsonValue
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Mandate {
    bounds = List.copyOf(requireNonNullElse(bounds, List.of()));
    autonomy = requireNonNullElse(autonomy, Autonomy.HIGH);
    records = records == null ? null : List.copyOf(records);
    terms = Map.copyOf(requireNonNullElse(terms, Map.of()));
  }

  /** Of somebody who acts for themselves. */
  public static Mandate of(@Nullable String principal) {
    return new Mandate(principal, List.of(), Autonomy.HIGH, null, null, Map.of());
  }

  public Mandate representing(@Nullable String other) {
    return new Mandate(other, bounds, autonomy, reviewers, records, terms);
  }

  /** Everybody who must hold a permission. Empty where nobody is represented. */
  public List<String> principals() {
    if (principal == null) {
      return List.of();
    }
    var all = new ArrayList<>(bounds);
    if (!all.contains(principal)) {
      all.add(principal);
    }
    return all;
  }
}
