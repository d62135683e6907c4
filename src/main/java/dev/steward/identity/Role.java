package dev.steward.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The five kinds of user. */
public enum Role {
  ANALYST,
  APPROVER,
  OPERATOR,
  AUDITOR,
  APP;

  /** The name in configuration, tokens and JSON: lower case. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The authority as Spring Security's {@code hasRole} expects it. */
  public String authority() {
    return "ROLE_" + id();
  }
}
