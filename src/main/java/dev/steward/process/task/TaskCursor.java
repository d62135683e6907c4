package dev.steward.process.task;

import dev.steward.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Where a page of tasks ended.
 *
 * @param at the time by which the list is ordered; null for a task without a due date
 */
record TaskCursor(TaskOrder order, @Nullable Instant at, int priority, String id) {
  private static final String NEVER = "never";

  /** @throws ProblemException 400 for a text that no list in this order gave out as {@code next} */
  static TaskCursor parse(String text, TaskOrder order) {
    var parts = text.split("_", 4);
    try {
      if (!parts[0].equals(order.id())) {
        throw unknown();
      }
      return new TaskCursor(
        order,
        parts[1].equals(NEVER) ? null : Instant.ofEpochMilli(Long.parseLong(parts[1])),
        Integer.parseInt(parts[2]),
        parts[3]
      );
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw unknown();
    }
  }

  private static ProblemException unknown() {
    return new ProblemException(
      HttpStatus.BAD_REQUEST,
      "unknown-page",
      "The page is none that a list in this order named as next",
      List.of()
    );
  }

  @Override
  public String toString() {
    return "%s_%s_%d_%s".formatted(
      order.id(),
      at == null ? NEVER : String.valueOf(at.toEpochMilli()),
      priority,
      id
    );
  }
}
