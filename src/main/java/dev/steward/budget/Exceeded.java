package dev.steward.budget;

import dev.steward.policy.Limit;
import org.jspecify.annotations.Nullable;

/** There is no room for a model call in a budget. */
public record Exceeded(Account account, Limit limit) {
  public Limit.OnExceeded then() {
    return limit.onExceeded();
  }

  /** What may be asked instead; null where the limit does not degrade. */
  public @Nullable String cheaperModel() {
    return limit.onExceeded() == Limit.OnExceeded.DEGRADE ? limit.cheaperModel() : null;
  }

  /** In a sentence. */
  public String reason() {
    return "The budget of %s for %s is used up".formatted(
      account.measure().text(account.limit(limit)),
      account.title()
    );
  }
}
