package dev.steward.tool;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What calling a tool twice does: it decides how a call is settled whose outcome is not known. */
enum Effect {
  @JsonProperty("read")
  READ,

  @JsonProperty("idempotent")
  IDEMPOTENT,

  /** The target applies calls with one idempotency key once. */
  @JsonProperty("keyed")
  KEYED,

  /** A lookup tool tells whether it happened. */
  @JsonProperty("verifiable")
  VERIFIABLE,

  @JsonProperty("irreversible")
  IRREVERSIBLE;

  boolean mayRepeat() {
    return this == READ || this == IDEMPOTENT || this == KEYED;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Effect of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
