package dev.steward.web;

import org.springframework.security.authorization.AuthorizationDecision;

/** A refusal that says more than that one may not. */
final class Refusal extends AuthorizationDecision {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String detail;

  /** @param code and detail as in a problem */
  Refusal(String code, String detail) {
    super(false);
    this.code = code;
    this.detail = detail;
  }

  String code() {
    return code;
  }

  String detail() {
    return detail;
  }
}
