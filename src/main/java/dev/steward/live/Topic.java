package dev.steward.live;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What has changed. */
enum Topic {
  TASKS,
  INSTANCES,
  INCIDENTS,
  DEPLOYMENTS,
  SWITCHES;

  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
