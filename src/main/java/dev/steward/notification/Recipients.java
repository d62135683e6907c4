package dev.steward.notification;

import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.OpenTasks;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Who is to be told, as things stand when they are told. */
@Component
class Recipients {

  private final OpenTasks tasks;
  private final People people;
  private final Preferences preferences;

  Recipients(OpenTasks tasks, People people, Preferences preferences) {
    this.tasks = tasks;
    this.people = people;
    this.preferences = preferences;
  }

  /** By name: who has an address and wants mail; nobody where the task is over. */
  List<String> byMail(Outbox.Event event) {
    return concerned(event)
      .sorted()
      .filter(person -> people.email(person).isPresent() && preferences.wantsMail(person))
      .toList();
  }

  boolean isOpen(Outbox.Event event) {
    return switch (event.about()) {
      case About.Task task -> tasks.find(task.taskId()).isPresent();
      case About.Said said -> true;
    };
  }

  private Stream<String> concerned(Outbox.Event event) {
    return switch (event.about()) {
      case About.Task about -> tasks
        .find(about.taskId())
        .stream()
        .flatMap(task -> concerned(about, task));
      case About.Said said -> members(said.notice().groups()).distinct();
    };
  }

  private Stream<String> concerned(About.Task about, OpenTask task) {
    if (about.group() != null) {
      return members(List.of(about.group()));
    }
    if (task.assignee() != null) {
      return Stream.of(task.assignee());
    }
    var all = new TreeSet<>(task.people());
    members(task.groups()).forEach(all::add);
    return all.stream();
  }

  private Stream<String> members(List<String> groups) {
    return people.members(groups).stream().map(Actor::name);
  }
}
