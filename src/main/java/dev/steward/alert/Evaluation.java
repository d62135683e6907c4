package dev.steward.alert;

import dev.steward.monitoring.Readings;
import dev.steward.notification.Notice;
import dev.steward.notification.NoticeRecorder;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Holds each rule against its figure, on every node, each rule by one of them at a time and in a transaction of its own: that an
 * alert was raised, that people are to be told and what is to be started are written together or not at all.
 */
@Component
class Evaluation {

  private static final Logger log = LoggerFactory.getLogger(Evaluation.class);

  private final AlertRows rows;
  private final Firings firings;
  private final Readings readings;
  private final AlertAudit audit;
  private final NoticeRecorder notices;
  private final AlertStarts starts;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Evaluation(
    AlertRows rows,
    Firings firings,
    Readings readings,
    AlertAudit audit,
    NoticeRecorder notices,
    AlertStarts starts,
    Clock clock,
    PlatformTransactionManager transactions
  ) {
    this.rows = rows;
    this.firings = firings;
    this.readings = readings;
    this.audit = audit;
    this.notices = notices;
    this.starts = starts;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
  void work() {
    try {
      var snapshot = readings.at(clock.instant());
      rows.all().forEach(alert -> judge(alert.name(), snapshot));
      starts.work();
    } catch (RuntimeException e) {
      log.warn("Alerts are not judged at the moment: {}", e.getMessage());
    }
  }

  private void judge(String name, Readings.Snapshot snapshot) {
    try {
      transaction.executeWithoutResult(status -> {
        if (rows.tryAlone(name)) {
          rows.find(name).ifPresent(alert -> judge(alert, snapshot));
        }
      });
    } catch (RuntimeException e) {
      // One that cannot be read is no reason to leave out the others.
      log.warn("The alert {} cannot be judged: {}", name, e.getMessage());
    }
  }

  private void judge(Alert alert, Readings.Snapshot snapshot) {
    var rule = alert.rule();
    var reading = snapshot.read(rule.figure(), rule.scope(), rule.window());
    var now = snapshot.at();
    if (alert.readAt() != null && alert.readAt().isAfter(now)) {
      // Another node has read it since.
      return;
    }
    rows.read(alert.name(), reading, now);
    switch (rule.judge(reading)) {
      case FIRES -> fires(alert, Objects.requireNonNull(reading.value()), now);
      case CALM -> firings.open(alert.name()).ifPresent(firing -> {
        firings.resolve(firing, now);
        audit.resolved(firing, null);
      });
      case UNKNOWN -> {
      }
    }
  }

  private void fires(Alert alert, BigDecimal value, Instant now) {
    var open = firings.open(alert.name());
    if (open.isPresent()) {
      firings.seen(open.get(), value, now);
      return;
    }
    var firing = firings.begin(alert, value, now);
    audit.raised(firing);
    if (!firing.silenced()) {
      notices.tell(notice(firing), now);
    }
  }

  private static Notice notice(Firing firing) {
    var rule = firing.rule();
    return new Notice(
      rule.groups(),
      "Alert (%s): %s".formatted(rule.severity().id(), firing.alert()),
      "%s%s.".formatted(
        AlertAudit.says(firing),
        rule.processKey() == null ? "" : ", of the process " + rule.processKey()
      ),
      where(rule)
    );
  }

  /** The figure, where the monitoring page has it. */
  private static String where(AlertRule rule) {
    var page = UriComponentsBuilder.fromPath("/monitoring").queryParam("figure", rule.figure());
    if (rule.processKey() != null) {
      page.queryParam("process", rule.processKey());
    }
    return page.encode().toUriString();
  }
}
