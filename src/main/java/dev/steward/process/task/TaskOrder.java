package dev.steward.process.task;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.steward.process.spi.OpenTask;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** In which order a list of tasks comes; the id settles ties. Each has an index of exactly these columns. */
enum TaskOrder {
  /** The oldest first. */
  CREATED("t.create_time_, t.id_", "(t.create_time_, t.id_) > (:at::timestamp, :id)"),
  NEWEST("t.create_time_ DESC, t.id_ DESC", "(t.create_time_, t.id_) < (:at::timestamp, :id)"),
  /** The next to be due first, those without a due date last. */
  DUE(
    "coalesce(t.due_date_, 'infinity'), t.id_",
    "(coalesce(t.due_date_, 'infinity'), t.id_) > (coalesce(:at::timestamp, 'infinity'), :id)"
  ),
  /** The most urgent first, among them the oldest. */
  PRIORITY(
    "(-t.priority_), t.create_time_, t.id_",
    "((-t.priority_), t.create_time_, t.id_) > (-:priority, :at::timestamp, :id)"
  );

  private final String columns;
  private final String after;

  TaskOrder(String columns, String after) {
    this.columns = columns;
    this.after = after;
  }

  String columns() {
    return columns;
  }

  /** A condition with the parameters {@code at}, {@code id} and, for this order, {@code priority}. */
  String after() {
    return after;
  }

  TaskCursor cursorAt(OpenTask task) {
    return new TaskCursor(this, at(task), task.priority(), task.id());
  }

  private @Nullable Instant at(OpenTask task) {
    return this == DUE ? task.dueAt() : task.createdAt();
  }

  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
