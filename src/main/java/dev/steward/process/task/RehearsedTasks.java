package dev.steward.process.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.identity.Actor;
import dev.steward.process.form.Form;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.ReviewDetails;
import dev.steward.process.spi.ReviewView;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tasks of rehearsals, which are in nobody's list and behind no other door. */
@Component
public class RehearsedTasks {

  private final Tasks tasks;
  private final TaskQueries queries;
  private final TaskTurns turns;
  private final ReviewDetails reviews;

  RehearsedTasks(Tasks tasks, TaskQueries queries, TaskTurns turns, ReviewDetails reviews) {
    this.tasks = tasks;
    this.queries = queries;
    this.turns = turns;
    this.reviews = reviews;
  }

  /** The open ones, the oldest first. */
  public List<OpenTask> of(UUID rehearsal) {
    return queries.ofRehearsal(rehearsal);
  }

  /** By task id. */
  public Map<String, ReviewView> reviews(List<OpenTask> open, Actor actor) {
    return reviews.of(open.stream().map(OpenTask::id).toList(), actor);
  }

  /** A form-js schema; null for a task without a form. */
  public @Nullable JsonNode form(OpenTask task) {
    return tasks.form(task).map(Form::schema).orElse(null);
  }

  public JsonNode formData(OpenTask task) {
    return tasks.formData(task);
  }

  /**
   * In the caller's transaction.
   *
   * @throws dev.steward.problem.ProblemException 403 for everybody but whoever rehearses, 422 for values that the form does not accept
   */
  public void complete(OpenTask task, @Nullable JsonNode variables, Actor actor) {
    tasks.complete(task, variables, actor);
  }

  /** In a transaction of its own, again where a job or another node came first. */
  public void inTurn(String instanceId, Runnable work) {
    turns.take(instanceId, work);
  }
}
