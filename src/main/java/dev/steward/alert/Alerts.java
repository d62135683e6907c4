package dev.steward.alert;

import dev.steward.identity.Actor;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes rules, each change with its entry in the trail. */
@Service
class Alerts {

  private static final int MOST = 100;
  private static final Duration LONGEST_SILENCE = Duration.ofDays(31);

  private final AlertRows rows;
  private final Firings firings;
  private final AlertCheck check;
  private final AlertAudit audit;
  private final Clock clock;

  Alerts(AlertRows rows, Firings firings, AlertCheck check, AlertAudit audit, Clock clock) {
    this.rows = rows;
    this.firings = firings;
    this.check = check;
    this.audit = audit;
    this.clock = clock;
  }

  List<Alert> all() {
    return rows.all();
  }

  List<Firing> firings(String name) {
    var found = firings.of(name);
    if (found.isEmpty()) {
      require(name);
    }
    return found;
  }

  /** @throws ProblemException 422 for a rule that cannot be, 409 for one more than there may be */
  @Transactional
  Alert save(String name, AlertRule rule, Actor by) {
    check.check(rule, by);
    rows.alone(name);
    var before = rows.find(name);
    if (before.isEmpty() && rows.all().size() >= MOST) {
      throw ProblemException.conflict(
        "too-many-alerts",
        "There cannot be more than %d alerts; delete one first".formatted(MOST)
      );
    }
    if (before.isPresent() && !rule.measuresLike(before.get().rule())) {
      // What was found out about something else says nothing about this.
      resolve(name, by);
    }
    rows.save(name, rule, by.name(), clock.instant());
    audit.changed(name, rule, by.name(), before.isPresent() ? "changed" : "added", Map.of());
    return require(name);
  }

  @Transactional
  void delete(String name, Actor by) {
    rows.alone(name);
    var alert = require(name);
    resolve(name, by);
    rows.delete(name);
    audit.changed(name, alert.rule(), by.name(), "deleted", Map.of());
  }

  /** @param until null to be told again */
  @Transactional
  Alert silence(String name, @Nullable Instant until, Actor by) {
    var now = clock.instant();
    if (until != null && (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_SILENCE)))) {
      throw ProblemException.invalid(
        "An alert cannot be silenced until then",
        List.of(new FieldError("/until", "must be in the next 31 days"))
      );
    }
    rows.alone(name);
    var alert = require(name);
    rows.silence(name, until);
    var detail = new HashMap<String, Object>();
    if (until != null) {
      detail.put("until", until);
    }
    audit.changed(name, alert.rule(), by.name(), until == null ? "unsilenced" : "silenced", detail);
    return require(name);
  }

  private Alert require(String name) {
    return rows
      .find(name)
      .orElseThrow(() ->
        ProblemException.notFound("alert-not-found", "There is no alert '" + name + "'")
      );
  }

  private void resolve(String name, Actor by) {
    firings.open(name).ifPresent(firing -> {
      firings.resolve(firing, clock.instant());
      audit.resolved(firing, by.name());
    });
  }
}
