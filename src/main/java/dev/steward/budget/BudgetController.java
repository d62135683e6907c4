package dev.steward.budget;

import dev.steward.identity.CurrentActor;
import dev.steward.identity.Role;
import dev.steward.listing.Listing;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows how much of the budgets is used. */
@RestController
class BudgetController {

  private final BudgetRows rows;
  private final CurrentActor current;
  private final Clock clock;

  BudgetController(BudgetRows rows, CurrentActor current, Clock clock) {
    this.rows = rows;
    this.current = current;
    this.clock = clock;
  }

  /**
   * A budget in one period.
   *
   * @param scope {@code all | process | agent | risk-class | initiator}
   * @param subject whose of that scope; empty for all
   * @param period {@code day | month}
   * @param starts its first day, in UTC
   * @param used with what calls under way have reserved
   * @param granted by people, on top of the limits
   */
  @Schema(name = "Budget")
  record View(
    String scope,
    String subject,
    String period,
    LocalDate starts,
    Measure measure,
    BigDecimal used,
    BigDecimal granted,
    List<LimitView> limits
  ) {
    static View of(BudgetRows.BudgetRow row) {
      return new View(
        row.scope(),
        row.subject(),
        row.period(),
        row.starts(),
        row.measure(),
        row.measure().amount(row.used()),
        row.measure().amount(row.granted()),
        row.limits().stream().map(LimitView::of).toList()
      );
    }
  }

  /**
   * What happens where the budget reaches this height, by the decision table that a model call was last charged under.
   *
   * @param onExceeded {@code stop | degrade | ask}
   */
  @Schema(name = "BudgetLimit")
  record LimitView(
    String rule,
    String table,
    BigDecimal atMost,
    String onExceeded,
    @Nullable String cheaperModel,
    @Nullable String reviewers
  ) {
    static LimitView of(BudgetRows.LimitRow row) {
      return new LimitView(
        row.rule(),
        row.table(),
        row.atMost(),
        row.onExceeded(),
        row.cheaperModel(),
        row.reviewers()
      );
    }
  }

  /**
   * Every budget that a model call was charged to since this day, the newest first, at most 1,000.
   *
   * @param since by default the first day of this month
   */
  @GetMapping("/api/budgets")
  Listing<View> list(@RequestParam(required = false) @Nullable LocalDate since) {
    var actor = current.get();
    if (!actor.is(Role.OPERATOR) && !actor.is(Role.AUDITOR)) {
      throw ProblemException.forbidden("Only operators and auditors see what is spent");
    }
    var start =
      since == null
        ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1)
        : since;
    return Listing.whole(rows.since(start).stream().map(View::of).toList());
  }
}
