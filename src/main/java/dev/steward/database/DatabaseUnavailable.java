package dev.steward.database;

import org.jspecify.annotations.Nullable;

/** The embedded server cannot be had; the message names the place and the reason. */
final class DatabaseUnavailable extends RuntimeException {

  private final String remedy;

  DatabaseUnavailable(String message, String remedy) {
    this(message, remedy, null);
  }

  DatabaseUnavailable(String message, String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  String remedy() {
    return remedy;
  }
}
