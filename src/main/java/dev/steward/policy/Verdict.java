package dev.steward.policy;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the decision tables say about one proposed tool call; deny beats review beats sample beats allow. */
public sealed interface Verdict {
  /** {@code allow}, {@code sample}, {@code review} or {@code deny}. */
  default String id() {
    return switch (this) {
      case Allowed allowed -> "allow";
      case Sampled sampled -> "sample";
      case NeedsReview review -> "review";
      case Denied denied -> "deny";
    };
  }

  /** In a sentence, where the tables give one. */
  default @Nullable String explanation() {
    return switch (this) {
      case Allowed allowed -> null;
      case Sampled sampled -> null;
      case NeedsReview review -> review.reason();
      case Denied denied -> denied.reason();
    };
  }

  /** Every rule that matched, whether or not it determined the outcome. */
  List<Rule> rules();

  record Allowed(List<Rule> rules) implements Verdict {
    public Allowed {
      rules = List.copyOf(rules);
    }
  }

  /**
   * Runs now; a share of these is looked at later.
   *
   * @param reviewers the group that does; null where no rule names one
   * @param share from 0 to 1; null where no rule says it
   */
  record Sampled(
    @Nullable String reviewers,
    @Nullable BigDecimal share,
    List<Rule> rules
  ) implements Verdict {
    public Sampled {
      rules = List.copyOf(rules);
    }
  }

  record NeedsReview(Panel panel, String reason, List<Rule> rules) implements Verdict {
    public NeedsReview {
      rules = List.copyOf(rules);
    }
  }

  record Denied(String reason, List<Rule> rules) implements Verdict {
    public Denied {
      rules = List.copyOf(rules);
    }
  }

  /**
   * A matched row of a decision table.
   *
   * @param id the rule's id in the DMN file
   * @param table key and version, such as {@code human-review:3}
   */
  record Rule(String id, String table, String description) {}
}
