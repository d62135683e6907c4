package dev.steward.process.spi;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** How far a durable task has come. */
public sealed interface Progress {
  /**
   * @param result becomes the task's result variable
   * @param labels of all that the result was made from
   */
  record Finished(JsonNode result, Labels labels) implements Progress {}

  /** People have to decide; the work goes on when the last of these tasks is completed. */
  record WaitingForPeople(List<PersonTask> tasks) implements Progress {
    public WaitingForPeople {
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * The work ended without a result.
   *
   * @param errorCode the BPMN error a boundary event may catch
   */
  record Failed(String errorCode, String message) implements Progress {}

  /** There is more to do: perform again. */
  record Unfinished() implements Progress {}

  /** There is more to do, but not before then. */
  record Postponed(Instant until) implements Progress {}

  /** The work was stopped from outside. */
  record Cancelled() implements Progress {}
}
