package dev.steward.review;

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
  @DefaultValue("24h") Duration approvalValidFor
) {}
