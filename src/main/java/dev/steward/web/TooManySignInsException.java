package dev.steward.web;

import java.time.Duration;
import org.springframework.security.authentication.LockedException;

/** Attempts of this name or from this address have failed too often; this one was not looked at. */
final class TooManySignInsException extends LockedException {

  private static final long serialVersionUID = 1L;

  private final long seconds;

  TooManySignInsException(Duration wait) {
    super("Too many failed sign-ins");
    this.seconds = wait.plusMillis(999).toSeconds();
  }

  /** After which it makes sense to try again. */
  long seconds() {
    return seconds;
  }
}
