package dev.steward.budget;

import dev.steward.identity.People;
import dev.steward.identity.Role;
import dev.steward.policy.Limit;
import dev.steward.policy.LimitQuestion;
import dev.steward.policy.Policies;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks the decision tables to which accounts a spender's model calls go. */
@Component
class Accounts {

  private final Policies policies;
  private final People people;
  private final Clock clock;

  Accounts(Policies policies, People people, Clock clock) {
    this.policies = policies;
    this.people = people;
    this.clock = clock;
  }

  /** @param onTrial without effect, but counted */
  record Of(Collection<Account> enforced, Collection<Account> onTrial) {}

  /** Empty where the tables cannot be asked: nothing may be spent then. */
  Optional<Of> of(Spender spender) {
    var context = spender.context();
    var decision = policies.limits(
      new LimitQuestion(
        context.riskClass(),
        context.environment(),
        context.processKey(),
        spender.agent(),
        roles(context.initiator())
      )
    );
    return decision.known()
      ? Optional.of(
          new Of(accounts(spender, decision.limits()), accounts(spender, decision.onTrial()))
        )
      : Optional.empty();
  }

  Set<String> roles(@Nullable String initiator) {
    return Optional.ofNullable(initiator)
      .flatMap(people::find)
      .stream()
      .flatMap(actor -> actor.roles().stream())
      .map(Role::id)
      .collect(Collectors.toSet());
  }

  private Collection<Account> accounts(Spender spender, List<Limit> limits) {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var accounts = new LinkedHashMap<String, Account>();
    for (var limit : limits) {
      for (var measure : Measure.values()) {
        if (measure == Measure.USD ? limit.costUsd() != null : limit.tokens() != null) {
          var account = new Account(
            measure,
            limit.scope(),
            spender.subject(limit.scope()),
            limit.period(),
            limit.period() == Limit.Period.DAY ? today : today.withDayOfMonth(1),
            List.of(limit)
          );
          accounts.merge(account.counter(), account, Accounts::together);
        }
      }
    }
    return accounts.values();
  }

  private static Account together(Account one, Account other) {
    var limits = new ArrayList<>(one.limits());
    limits.addAll(other.limits());
    return new Account(
      one.measure(),
      one.scope(),
      one.subject(),
      one.period(),
      one.starts(),
      limits
    );
  }
}
