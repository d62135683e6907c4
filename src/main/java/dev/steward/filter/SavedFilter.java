package dev.steward.filter;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/** @param query as it stands in the list's address, without the question mark */
record SavedFilter(String name, List list, String query, Instant savedAt) {
  /** Which list a filter is for. */
  enum List {
    INBOX,
    INSTANCES;

    @JsonValue
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
