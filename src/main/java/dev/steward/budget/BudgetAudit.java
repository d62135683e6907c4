package dev.steward.budget;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.journal.Write;
import dev.steward.policy.Limit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the trail is told about budgets. */
@Component
class BudgetAudit {

  private final AuditTrail trail;

  BudgetAudit(AuditTrail trail) {
    this.trail = trail;
  }

  /** @param atMost with what was granted */
  Write near(Spender spender, Account account, Limit limit, long atMost) {
    return entry(
      spender,
      "budget.near",
      "warned",
      "80 %% of %s for %s is used".formatted(account.measure().text(atMost), account.title()),
      detail(account, limit)
    );
  }

  Write wouldExceed(Spender spender, Account account, Limit limit) {
    return entry(
      spender,
      "budget.exceeded",
      "shadow",
      "%s for %s is used up in a table on trial".formatted(
        account.measure().text(account.limit(limit)),
        account.title()
      ),
      detail(account, limit)
    );
  }

  Write exceeded(Spender spender, Exceeded exceeded) {
    var detail = detail(exceeded.account(), exceeded.limit());
    if (exceeded.cheaperModel() != null) {
      detail.put("cheaperModel", exceeded.cheaperModel());
    }
    return entry(
      spender,
      "budget.exceeded",
      switch (exceeded.then()) {
        case STOP -> "stopped";
        case ASK -> "asked";
        case DEGRADE -> "degraded";
      },
      exceeded.reason(),
      detail
    );
  }

  Write raised(Spender spender, Exceeded exceeded, long more, String by) {
    var detail = detail(exceeded.account(), exceeded.limit());
    detail.put("more", exceeded.account().measure().amount(more));
    detail.put("grantedBy", by);
    return entry(
      spender,
      "budget.raised",
      "granted",
      "%s granted %s more for %s".formatted(
        by,
        exceeded.account().measure().text(more),
        exceeded.account().title()
      ),
      detail
    );
  }

  private static Map<String, Object> detail(Account account, Limit limit) {
    var detail = new LinkedHashMap<String, Object>();
    detail.put("budget", account.counter());
    detail.put("measure", account.measure().id());
    detail.put("limit", account.measure().amount(account.limit(limit)));
    detail.put("rules", List.of(limit.rule()));
    return detail;
  }

  private Write entry(
    Spender spender,
    String type,
    String state,
    String title,
    Map<String, Object> detail
  ) {
    var context = spender.context();
    detail.put("runId", spender.runId());
    return trail.entry(
      new AuditEntry(
        type,
        "agent:" + spender.agent(),
        context.mandate().principal(),
        context.processKey(),
        context.instanceId(),
        context.activityId(),
        state,
        title,
        detail
      )
    );
  }
}
