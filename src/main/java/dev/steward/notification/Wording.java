package dev.steward.notification;

import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.OpenTasks;
import dev.steward.process.spi.TaskNotice;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts into words what somebody is told. */
@Component
class Wording {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
    "d MMMM uuuu, HH:mm 'UTC'",
    Locale.ENGLISH
  ).withZone(ZoneOffset.UTC);

  private final OpenTasks tasks;
  private final NotificationProperties properties;

  Wording(OpenTasks tasks, NotificationProperties properties) {
    this.tasks = tasks;
    this.properties = properties;
  }

  /** Empty where the task is over by now. */
  Optional<Message> of(Delivery delivery) {
    return switch (delivery.about()) {
      case About.Task about -> tasks
        .find(about.taskId())
        .map(task -> ofTask(delivery, about, task));
      case About.Said said -> Optional.of(said(delivery, said.notice()));
    };
  }

  private Message ofTask(Delivery delivery, About.Task about, OpenTask task) {
    var name = line(tasks.plainName(task));
    return new Message(
      delivery,
      task,
      name,
      subject(about, task, name),
      why(about, task),
      due(task.dueAt()),
      link("/tasks/" + task.id())
    );
  }

  private Message said(Delivery delivery, Notice notice) {
    var subject = line(notice.subject());
    return new Message(
      delivery,
      null,
      subject,
      subject,
      line(notice.text()),
      "",
      link(notice.path())
    );
  }

  private URI link(String path) {
    return URI.create(properties.baseUrl().toString().replaceFirst("/+$", "") + path);
  }

  private static String subject(About.Task of, OpenTask task, String name) {
    var about = "%s (%s)".formatted(
      name,
      line(task.businessKey() == null ? task.processName() : task.businessKey())
    );
    return switch (of.kind()) {
      case ARRIVED -> "New task: " + about;
      case DUE_SOON -> "Due soon: " + about;
      case ESCALATED -> "Overdue: " + about;
    };
  }

  private static String why(About.Task of, OpenTask task) {
    var what = switch (task.kind()) {
      case USER -> "The process '%s' waits for it".formatted(line(task.processName()));
      case TOOL_REVIEW -> "An agent in '%s' proposes something that a person decides on".formatted(
        line(task.processName())
      );
      case IN_DOUBT -> "Nobody knows whether something in '%s' has happened".formatted(
        line(task.processName())
      );
      case SAMPLE_AUDIT -> "Something that ran in '%s' is to be looked at".formatted(
        line(task.processName())
      );
    };
    if (of.kind() == TaskNotice.Kind.ESCALATED) {
      return "%s, it was not done in time, and %s is asked now too.".formatted(what, of.group());
    }
    return task.assignee() == null
      ? "%s. It is for %s.".formatted(what, whom(task))
      : "%s. It is %s's.".formatted(what, task.assignee());
  }

  private static String whom(OpenTask task) {
    return String.join(", ", task.groups().isEmpty() ? task.people() : task.groups());
  }

  private static String due(@Nullable Instant due) {
    return due == null ? "It has no due date." : "It is due on " + TIME.format(due) + ".";
  }

  /** What comes from outside, such as a business key, must not begin another line of a mail's head. */
  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
