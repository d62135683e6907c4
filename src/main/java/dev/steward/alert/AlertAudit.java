package dev.steward.alert;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the trail is told about alerts, in the transaction in which it happens. */
@Component
class AlertAudit {

  private static final String SYSTEM = "system";

  private final AuditTrail trail;

  AlertAudit(AuditTrail trail) {
    this.trail = trail;
  }

  void raised(Firing firing) {
    record(
      "alert.raised",
      SYSTEM,
      firing.silenced() ? "silenced" : "told",
      "Alert %s: %s".formatted(firing.alert(), says(firing)),
      firing
    );
  }

  /** @param by who has changed or deleted the rule; the system where it no longer holds */
  void resolved(Firing firing, @Nullable String by) {
    record(
      "alert.resolved",
      by == null ? SYSTEM : by,
      by == null ? "over" : "changed",
      "Alert %s is over".formatted(firing.alert()),
      firing
    );
  }

  void started(Firing firing, String state, String title, Map<String, ?> more) {
    var detail = detail(firing);
    detail.putAll(more);
    trail.record(entry("alert.started", SYSTEM, firing.rule(), state, title, detail));
  }

  void changed(String name, AlertRule rule, String by, String state, Map<String, ?> more) {
    var detail = new LinkedHashMap<String, Object>(Map.of("alert", name, "rule", rule));
    detail.putAll(more);
    trail.record(
      entry("alert.changed", by, rule, state, "Alert %s was %s".formatted(name, state), detail)
    );
  }

  static String says(Firing firing) {
    var rule = firing.rule();
    return "%s is %s, %s %s".formatted(
      rule.figure(),
      plain(firing.value()),
      rule.comparison().id(),
      plain(rule.threshold())
    );
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  private void record(String type, String actor, String state, String title, Firing firing) {
    trail.record(entry(type, actor, firing.rule(), state, title, detail(firing)));
  }

  private static Map<String, Object> detail(Firing firing) {
    var detail = new LinkedHashMap<String, Object>();
    detail.put("alert", firing.alert());
    detail.put("firing", firing.id());
    detail.put("figure", firing.rule().figure());
    detail.put("value", firing.lastValue());
    detail.put("threshold", firing.rule().threshold());
    detail.put("severity", firing.rule().severity().id());
    return detail;
  }

  private static AuditEntry entry(
    String type,
    String actor,
    AlertRule rule,
    String state,
    String title,
    Map<String, ?> detail
  ) {
    return new AuditEntry(type, actor, null, rule.processKey(), null, null, state, title, detail);
  }
}
