package dev.steward.budget;

import dev.steward.journal.Count;
import dev.steward.journal.Counters;
import dev.steward.journal.Step;
import dev.steward.policy.Limit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Budgets over many runs. What a model call may cost is reserved before it, in the commit that begins it, so that all nodes together
 * never begin a call for which there is no room; its true price takes the reservation's place.
 */
@Component
public class Budgets {

  private static final BigDecimal NEAR = new BigDecimal("0.8");
  private static final int STEP_OF_USE = 5;

  private final Accounts accounts;
  private final Counters counters;
  private final Grants grants;
  private final BudgetRows rows;
  private final BudgetAudit audit;

  Budgets(Accounts accounts, Counters counters, Grants grants, BudgetRows rows, BudgetAudit audit) {
    this.accounts = accounts;
    this.counters = counters;
    this.grants = grants;
    this.rows = rows;
    this.audit = audit;
  }

  /**
   * @param model that is to be asked: limits that degrade to it do not bind it
   * @param estimate what the call may cost
   * @return empty where the decision tables cannot be asked: nothing may be spent then
   */
  public Optional<Plan> plan(Spender spender, String model, Spending estimate) {
    if (estimate.tokens() == 0 && estimate.costUsd().signum() == 0) {
      return Optional.of(Plan.FREE);
    }
    return accounts.of(spender).map(of -> plan(spender, model, estimate, of));
  }

  private Plan plan(Spender spender, String model, Spending estimate, Accounts.Of of) {
    var amounts = new LinkedHashMap<String, Long>();
    var bounds = new HashMap<String, List<Count.Bound>>();
    var marks = new HashMap<String, List<Count.Mark>>();
    var bounded = new HashMap<String, Plan.Bounded>();
    var step = new Step();
    for (var account : of.enforced()) {
      amounts.put(account.counter(), estimate.counted(account.measure()));
      rows.describe(account);
      for (var limit : account.limits()) {
        long atMost = atMost(account, limit);
        marks
          .computeIfAbsent(account.counter(), none -> new ArrayList<>())
          .add(warning(spender, account, limit, atMost));
        if (!model.equals(cheaper(limit))) {
          var name = account.counter() + "#" + limit.rule().table() + "/" + limit.rule().id();
          bounded.put(name, new Plan.Bounded(account, limit));
          bounds
            .computeIfAbsent(account.counter(), none -> new ArrayList<>())
            .add(new Count.Bound(atMost, name));
        }
      }
    }
    for (var account : of.onTrial()) {
      amounts.put(account.counter(), estimate.counted(account.measure()));
      for (var limit : account.limits()) {
        marks
          .computeIfAbsent(account.counter(), none -> new ArrayList<>())
          .add(
            new Count.Mark(account.limit(limit), () ->
              new Step().write(audit.wouldExceed(spender, account, limit))
            )
          );
      }
    }
    amounts.forEach((counter, amount) ->
      step.count(
        new Count(
          counter,
          amount,
          bounds.getOrDefault(counter, List.of()),
          marks
            .getOrDefault(counter, List.of())
            .stream()
            .sorted(Comparator.comparing(Count.Mark::at))
            .toList()
        )
      )
    );
    return new Plan(new Reservation(amounts), step, bounded);
  }

  private Count.Mark warning(Spender spender, Account account, Limit limit, long atMost) {
    return new Count.Mark(BigDecimal.valueOf(atMost).multiply(NEAR).longValue(), () ->
      new Step().write(audit.near(spender, account, limit, atMost))
    );
  }

  private static @Nullable String cheaper(Limit limit) {
    return limit.onExceeded() == Limit.OnExceeded.DEGRADE ? limit.cheaperModel() : null;
  }

  private long atMost(Account account, Limit limit) {
    return Math.addExact(account.limit(limit), grants.of(account.counter(), limit));
  }

  /** Of the bounds that did not hold, the one whose consequence is the strictest. */
  public Exceeded exceeded(Plan plan, List<Count.Bound> bounds) {
    return bounds
      .stream()
      .map(bound -> Objects.requireNonNull(plan.bounds().get(bound.name())))
      .min(Comparator.comparing(bounded -> bounded.limit().onExceeded()))
      .map(bounded -> new Exceeded(bounded.account(), bounded.limit()))
      .orElseThrow();
  }

  /** Per cent of the budget that is nearest to its end, in whole steps of five, as this node last saw it. */
  public BigDecimal used(Spender spender) {
    return BigDecimal.valueOf(
      accounts
        .of(spender)
        .map(Accounts.Of::enforced)
        .stream()
        .flatMap(Collection::stream)
        .mapToLong(this::used)
        .max()
        .orElse(0)
    );
  }

  private long used(Account account) {
    long value = Math.max(0, counters.lastSeen(account.counter()));
    return account
      .limits()
      .stream()
      .mapToLong(limit -> Math.multiplyExact(value, 100) / Math.max(1, atMost(account, limit)))
      .map(percent -> (percent / STEP_OF_USE) * STEP_OF_USE)
      .max()
      .orElse(0);
  }

  /** The roles of whoever started the instance, as they are now. */
  public Set<String> initiatorRoles(Spender spender) {
    return accounts.roles(spender.context().initiator());
  }

  /** What comes of a limit that was met, for the record. */
  public Step recorded(Spender spender, Exceeded exceeded) {
    return new Step().write(audit.exceeded(spender, exceeded));
  }
}
