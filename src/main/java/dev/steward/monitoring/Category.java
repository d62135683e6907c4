package dev.steward.monitoring;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The six kinds of measure. */
enum Category {
  ACCURACY,
  WORKFLOW_QUALITY,
  BUSINESS_IMPACT,
  RELIABILITY,
  COST,
  RISK;

  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
