package dev.steward.listing;

import dev.steward.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;

/** Where a page of a list ordered by time and id ended. */
public record Cursor(Instant at, String id) {
  /** @throws ProblemException 400 for a text that no list gave out as {@code next} */
  public static Cursor parse(String text) {
    var parts = text.split("_", 2);
    try {
      return new Cursor(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new ProblemException(
        HttpStatus.BAD_REQUEST,
        "unknown-page",
        "The page is none that a list named as next",
        List.of()
      );
    }
  }

  @Override
  public String toString() {
    return at.toEpochMilli() + "_" + id;
  }
}
