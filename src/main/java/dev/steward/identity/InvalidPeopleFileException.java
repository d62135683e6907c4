package dev.steward.identity;

import java.util.List;

/** A people file with mistakes; the message has a line for each. */
final class InvalidPeopleFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidPeopleFileException(List<String> mistakes) {
    super(String.join("\n", mistakes));
  }
}
