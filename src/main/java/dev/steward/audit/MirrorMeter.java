package dev.steward.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** How far behind the copy of the trail is, for all nodes the same. */
@Component
class MirrorMeter implements MeterBinder {

  private final MirrorRows rows;
  private final MirrorProperties properties;

  MirrorMeter(MirrorRows rows, MirrorProperties properties) {
    this.rows = rows;
    this.properties = properties;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("steward.audit.mirror.behind", this::behind)
      .description("Signed checkpoints that the copy of the trail does not have yet")
      .register(registry);
  }

  private long behind() {
    return properties.url() == null ? 0 : rows.state().checkpointsBehind();
  }
}
