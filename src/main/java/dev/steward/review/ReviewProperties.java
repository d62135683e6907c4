package dev.steward.review;

import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param dueAfter when a review is due after it was asked for
 * @param approvalValidFor how long after an approval the call may still be committed to
 */
@ConfigurationProperties("steward.review")
record ReviewProperties(
  @DefaultValue("24h") Duration dueAfter,
  @DefaultValue("24h") Duration approvalValidFor,
  @DefaultValue Sample sample
) {
  /**
   * Calls that are judged after they ran, where the decision tables do not say otherwise.
   *
   * @param share of those that are sampled, from 0 to 1
   * @param reviewers the group that judges them
   * @param dueAfter when the judgement is due
   */
  record Sample(
    @DefaultValue("0.1") BigDecimal share,
    @DefaultValue("operations") String reviewers,
    @DefaultValue("7d") Duration dueAfter
  ) {
    Sample {
      if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
        throw new IllegalArgumentException(
          "steward.review.sample.share must be from 0 to 1, and is " + share
        );
      }
    }
  }
}
