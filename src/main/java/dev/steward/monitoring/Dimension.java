package dev.steward.monitoring;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What figures can be told apart by. */
enum Dimension {
  PROCESS("process_key"),
  VERSION("version"),
  STEP("step"),
  AGENT("agent"),
  TOOL("tool"),
  MODEL("model"),
  /** The rule that refused, the code of an error. */
  DETAIL("detail");

  private final String column;

  Dimension(String column) {
    this.column = column;
  }

  String column() {
    return column;
  }

  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
