package dev.steward.review;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A call that may run by itself and be judged later.
 *
 * @param reviewers the group that judges; null for the usual one
 * @param share of such calls that are judged, from 0 to 1; null for the usual one
 */
public record Sample(@Nullable String reviewers, @Nullable BigDecimal share) {}
