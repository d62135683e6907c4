package dev.steward.process.task;

import dev.steward.identity.Actor;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.ReviewDetails;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Tasks as one person gets to see them. */
@Component
class TaskViews {

  private final Tasks tasks;
  private final TaskAuthority authority;
  private final ReviewDetails reviews;
  private final Substitutes substitutes;

  TaskViews(Tasks tasks, TaskAuthority authority, ReviewDetails reviews, Substitutes substitutes) {
    this.tasks = tasks;
    this.authority = authority;
    this.reviews = reviews;
    this.substitutes = substitutes;
  }

  /** @throws dev.steward.problem.ProblemException 404, also for a task that this person may not see */
  TaskView of(String id, Actor actor) {
    return of(List.of(tasks.get(id, actor)), actor).getFirst();
  }

  List<TaskView> of(List<OpenTask> shown, Actor actor) {
    var details = reviews.of(shown.stream().map(OpenTask::id).toList(), actor);
    var stands = SingletonSupplier.of(() -> substitutes.standingIn(actor.name()));
    return shown
      .stream()
      .map(task ->
        TaskView.of(
          task,
          details.get(task.id()),
          authority.refusal(task, actor, stands::obtain).orElse(null)
        )
      )
      .toList();
  }
}
