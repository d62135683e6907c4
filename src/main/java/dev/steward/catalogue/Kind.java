package dev.steward.catalogue;

import java.util.Locale;

/** What a catalogue holds. */
public enum Kind {
  AGENT,
  TOOL;

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The table that keeps each version. */
  String versions() {
    return id() + "_version";
  }
}
