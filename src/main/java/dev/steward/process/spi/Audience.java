package dev.steward.process.spi;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who gets to see what a tool call does. */
public enum Audience {
  INTERNAL,
  /** People outside the company. */
  EXTERNAL;

  /** As in JSON, contracts, decision tables and the database. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Audience of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
