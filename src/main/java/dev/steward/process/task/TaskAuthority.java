package dev.steward.process.task;

import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.TaskRule;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Who may see, take and complete a task, as things stand at this moment. */
@Component
class TaskAuthority {

  private final People people;
  private final Substitutes substitutes;
  // Looked up once, and not before they are needed: the engine needs this before it can serve what they need.
  private final SingletonSupplier<List<TaskRule>> rules;

  TaskAuthority(People people, Substitutes substitutes, ObjectProvider<TaskRule> rules) {
    this.people = people;
    this.substitutes = substitutes;
    this.rules = SingletonSupplier.of(() -> rules.orderedStream().toList());
  }

  /** Why this actor may not complete the task, in a sentence, or empty. */
  Optional<String> refusal(OpenTask task, Actor actor) {
    return refusal(task, actor, () -> substitutes.standingIn(actor.name()));
  }

  /** @param stands of this actor, asked for only where it matters; for a list of tasks they are read once */
  Optional<String> refusal(OpenTask task, Actor actor, Supplier<List<Substitute>> stands) {
    if (task.rehearsedBy() != null) {
      return task.rehearsedBy().equals(actor.name())
        ? Optional.empty()
        : Optional.of("A rehearsal is answered by whoever rehearses");
    }
    if (task.delegated() && actor.name().equals(task.assignee())) {
      return Optional.of(
        "The task was handed to you by %s, who completes it: give it back".formatted(task.owner())
      );
    }
    return workRefusal(task, actor, stands);
  }

  /** Why this actor may not take the task or prepare it: it is somebody else's, or none of theirs. */
  Optional<String> workRefusal(OpenTask task, Actor actor) {
    return workRefusal(task, actor, () -> substitutes.standingIn(actor.name()));
  }

  private Optional<String> workRefusal(
    OpenTask task,
    Actor actor,
    Supplier<List<Substitute>> stands
  ) {
    if (task.assignee() == null || task.assignee().equals(actor.name())) {
      return candidateRefusal(task, actor);
    }
    var absent = standsInFor(task, actor, stands);
    if (absent.isEmpty()) {
      return Optional.of("The task is claimed by " + task.assignee());
    }
    // What the person themselves may not do, a substitute does not do for them either.
    return candidateRefusal(task, absent.get()).or(() -> ruleRefusal(task, actor));
  }

  /** Why this person cannot be given the task, whoever has it now. */
  Optional<String> candidateRefusal(OpenTask task, Actor actor) {
    return isCandidate(task, actor)
      ? ruleRefusal(task, actor)
      : Optional.of(
          "The task is for " +
            String.join(", ", task.groups().isEmpty() ? task.people() : task.groups())
        );
  }

  boolean isCandidate(OpenTask task, Actor actor) {
    return (
      task.groups().stream().anyMatch(actor.groups()::contains) ||
      task.people().contains(actor.name()) ||
      // The diagram names one person and nobody else.
      (task.groups().isEmpty() &&
        task.people().isEmpty() &&
        actor.name().equals(task.delegated() ? task.owner() : task.assignee()))
    );
  }

  /** The assignee, where they are away and this actor does their tasks meanwhile. */
  Optional<Actor> standsInFor(OpenTask task, Actor actor) {
    return standsInFor(task, actor, () -> substitutes.standingIn(actor.name()));
  }

  private Optional<Actor> standsInFor(
    OpenTask task,
    Actor actor,
    Supplier<List<Substitute>> stands
  ) {
    if (task.assignee() == null || task.assignee().equals(actor.name())) {
      return Optional.empty();
    }
    return stands
      .get()
      .stream()
      .filter(
        stand ->
          stand.person().equals(task.assignee()) &&
          (stand.allowedBy() != null || isCandidate(task, actor))
      )
      .findFirst()
      .flatMap(stand -> people.find(stand.person()));
  }

  /** In whose stead this actor works on the task; null where it is the actor's own. */
  @Nullable
  String insteadOf(OpenTask task, Actor actor) {
    if (task.rehearsedBy() != null) {
      return null;
    }
    if (actor.name().equals(task.assignee())) {
      return actor.name().equals(task.owner()) ? null : task.owner();
    }
    return standsInFor(task, actor).map(Actor::name).orElse(null);
  }

  void check(OpenTask task, Actor actor) {
    refuse(refusal(task, actor));
  }

  static void refuse(Optional<String> refusal) {
    refusal.ifPresent(reason -> {
      throw ProblemException.forbidden(reason);
    });
  }

  void beforeCompletion(OpenTask task, Actor actor) {
    rules.obtain().forEach(rule -> rule.beforeCompletion(task, actor));
  }

  private Optional<String> ruleRefusal(OpenTask task, Actor actor) {
    return rules
      .obtain()
      .stream()
      .flatMap(rule -> rule.refusal(task, actor).stream())
      .findFirst();
  }
}
