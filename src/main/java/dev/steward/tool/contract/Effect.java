package dev.steward.tool.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What calling a tool twice does: it decides how a call is settled whose outcome is not known. */
public enum Effect {
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

  public boolean mayRepeat() {
    return this == READ || this == IDEMPOTENT || this == KEYED;
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Effect of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
