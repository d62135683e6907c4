package dev.steward.review;

import dev.steward.journal.Step;
import dev.steward.policy.Panel;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Draws some of the calls that run without anybody being asked, so that people judge them afterwards. */
@Component
public class Samples {

  private static final int PARTS = 1_000_000;

  private final ReviewRows rows;
  private final ReviewProperties.Sample usual;
  private final Clock clock;

  Samples(ReviewRows rows, ReviewProperties properties, Clock clock) {
    this.rows = rows;
    this.usual = properties.sample();
    this.clock = clock;
  }

  /**
   * Notes the call down to be judged, or lets it pass, as part of the step that commits to it. Whether it is drawn depends on
   * nothing but its id, which no model and no author chooses.
   *
   * @param request of kind {@code SAMPLE_AUDIT}, for the panel it is given
   */
  public void draw(Step step, UUID callId, Sample sample, Function<Panel, ReviewRequest> request) {
    if (!isDrawn(callId, sample.share() == null ? usual.share() : sample.share())) {
      return;
    }
    var group = sample.reviewers() == null ? usual.reviewers() : sample.reviewers();
    step.write(
      rows.draw(
        UUID.randomUUID(),
        callId,
        request.apply(new Panel(group, 1, usual.dueAfter(), null)),
        clock.instant().plus(usual.dueAfter())
      )
    );
  }

  static boolean isDrawn(UUID callId, BigDecimal share) {
    var part = Math.floorMod(callId.getLeastSignificantBits(), PARTS);
    return BigDecimal.valueOf(part).compareTo(share.movePointRight(6)) < 0;
  }
}
