package dev.steward.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The five kinds of user. */
public enum Role {
  ANALYST,
  APPROVER,
  OPERATOR,
  AUDITOR,
  APP;

  static Optional<Role> of(String id) {
    return Arrays.stream(values())
      .filter(role -> role.id().equals(id))
      .findFirst();
  }

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
