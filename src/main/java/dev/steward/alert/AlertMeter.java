package dev.steward.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Which alerts are raised, for all nodes the same; each leaves with its end. */
@Component
class AlertMeter implements MeterBinder {

  private final Firings firings;
  private volatile @Nullable MultiGauge gauge;

  AlertMeter(Firings firings) {
    this.firings = firings;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge = MultiGauge.builder("steward.alerts.firing")
      .description("Alerts that are raised: 1 for each")
      .register(registry);
  }

  @Scheduled(fixedDelayString = "PT15S", initialDelayString = "PT15S")
  void look() {
    var shown = gauge;
    if (shown == null) {
      return;
    }
    try {
      shown.register(
        firings
          .open()
          .stream()
          .map(firing ->
            MultiGauge.Row.of(
              Tags.of("alert", firing.alert(), "severity", firing.rule().severity().id()),
              1
            )
          )
          .toList(),
        true
      );
    } catch (DataAccessException e) {
      // What was shown last stays; that the database is away shows elsewhere.
      return;
    }
  }
}
