package dev.steward.process.rehearsal;

import dev.steward.identity.Actor;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.instance.RehearsedInstances;
import dev.steward.process.instance.Wait;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.RehearsedReviews;
import dev.steward.process.spi.TaskKind;
import dev.steward.process.task.RehearsedTasks;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets one person answer for everybody a rehearsal asks. Only what the engine holds under the rehearsal's own tenant is ever looked for
 * here, so that no id leads to a task in earnest or to another rehearsal's.
 */
@Component
class Answers {

  private final Rehearsals rehearsals;
  private final RehearsalRows rows;
  private final RehearsedTasks tasks;
  private final RehearsedInstances instances;
  private final RehearsedReviews reviews;

  Answers(
    Rehearsals rehearsals,
    RehearsalRows rows,
    RehearsedTasks tasks,
    RehearsedInstances instances,
    RehearsedReviews reviews
  ) {
    this.rehearsals = rehearsals;
    this.rows = rows;
    this.tasks = tasks;
    this.instances = instances;
    this.reviews = reviews;
  }

  /** @throws ProblemException 403 for operators, who only look; 404, 409 or 422, and nothing is changed then */
  void give(UUID id, Answer answer, Actor actor) {
    var rehearsal = rehearsals.visible(id, actor);
    if (!rehearsal.person().equals(actor.name())) {
      throw ProblemException.forbidden("A rehearsal is answered by whoever rehearses");
    }
    tasks.inTurn(rehearsal.instanceId(), () -> {
      if (!rows.use(id)) {
        throw Rehearsals.notFound(id);
      }
      give(rehearsal, answer, actor);
    });
  }

  private void give(Rehearsal rehearsal, Answer answer, Actor actor) {
    var meant = tasks
      .of(rehearsal.id())
      .stream()
      .filter(task ->
        answer.taskId() == null
          ? task.activityId().equals(answer.activityId())
          : task.id().equals(answer.taskId())
      )
      .toList();
    if (!meant.isEmpty()) {
      complete(only(meant), answer, actor);
      return;
    }
    var waits = instances
      .waits(rehearsal.id(), rehearsal.instanceId())
      .stream()
      .filter(wait -> answer.taskId() == null && wait.activityId().equals(answer.activityId()))
      .toList();
    if (waits.isEmpty()) {
      throw ProblemException.notFound(
        "nothing-to-answer",
        "The rehearsal waits for nothing of this name"
      );
    }
    happen(only(waits), answer, actor);
  }

  private void complete(OpenTask task, Answer answer, Actor actor) {
    if (task.kind() == TaskKind.USER) {
      refuse(answer.decision(), "/decision", "is for reviews; this task takes variables");
      tasks.complete(task, answer.variables(), actor);
    } else {
      refuse(answer.variables(), "/variables", "is for tasks of the diagram; this one is decided");
      reviews.decide(
        task,
        String.valueOf(answer.decision()),
        answer.arguments(),
        answer.comment(),
        actor
      );
    }
  }

  private void happen(Wait wait, Answer answer, Actor actor) {
    refuse(answer.decision(), "/decision", "is for reviews; this is an event");
    instances.happen(wait, answer.variables(), actor);
  }

  private static void refuse(@Nullable Object value, String place, String reason) {
    if (value != null) {
      throw ProblemException.invalid(
        "The answer does not fit what is asked",
        List.of(new FieldError(place, reason))
      );
    }
  }

  private static <T> T only(List<T> found) {
    if (found.size() > 1) {
      throw ProblemException.conflict(
        "answer-ambiguous",
        "%d things wait there: say which task by its id".formatted(found.size())
      );
    }
    return found.getFirst();
  }
}
