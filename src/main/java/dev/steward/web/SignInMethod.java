package dev.steward.web;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How people sign in, and what an application is told to send. */
enum SignInMethod {
  FORM("Basic realm=\"Steward\", charset=\"UTF-8\""),
  REDIRECT("Bearer realm=\"Steward\"");

  private final String challenge;

  SignInMethod(String challenge) {
    this.challenge = challenge;
  }

  String challenge() {
    return challenge;
  }

  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
