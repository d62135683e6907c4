package dev.steward.process.task;

import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.TaskNotice;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flowable.engine.TaskService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reminds of due dates and escalates overdue tasks. Deadlines are rows, each acted upon in one transaction by the node that locks
 * it, so they survive restarts and hold for all nodes together. A task is never completed here.
 */
@Component
class DeadlineWorker {

  private static final Logger log = LoggerFactory.getLogger(DeadlineWorker.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Deadlines deadlines;
  private final TaskQueries queries;
  private final Assignments assignments;
  private final TaskService service;
  private final TaskAudit audit;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final AtomicBoolean working = new AtomicBoolean();

  DeadlineWorker(
    Deadlines deadlines,
    TaskQueries queries,
    Assignments assignments,
    TaskService service,
    TaskAudit audit,
    ApplicationEventPublisher events,
    PlatformTransactionManager transactions,
    Clock clock
  ) {
    this.deadlines = deadlines;
    this.queries = queries;
    this.assignments = assignments;
    this.service = service;
    this.audit = audit;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /** At a fixed rate, so that it runs beside the other scheduled work and not in its way. */
  @Scheduled(fixedRate = 1000)
  void work() {
    if (!working.compareAndSet(false, true)) {
      return;
    }
    try {
      while (workOne()) {
        // There may be more.
      }
    } catch (RuntimeException e) {
      log.warn("Due dates cannot be looked at: {}", e.getMessage());
    } finally {
      working.set(false);
    }
  }

  /** @return whether there was anything to do */
  private boolean workOne() {
    var taken = new Deadlines.@Nullable Deadline[1];
    try {
      transaction.executeWithoutResult(status -> {
        taken[0] = deadlines.takeDue();
        if (taken[0] != null) {
          act(taken[0]);
        }
      });
    } catch (RuntimeException e) {
      var failed = taken[0];
      if (failed == null) {
        throw e;
      }
      // Somebody may be at the task this very moment; the others do not wait for it.
      log.info("Task {} is looked at again: {}", failed.taskId(), e.getMessage());
      transaction.executeWithoutResult(status ->
        deadlines.postpone(failed, clock.instant().plus(PAUSE))
      );
    }
    return taken[0] != null;
  }

  private void act(Deadlines.Deadline deadline) {
    var open = queries.find(deadline.taskId());
    if (open.isEmpty()) {
      return;
    }
    if (deadline.group() == null) {
      publish(TaskNotice.Kind.DUE_SOON, deadline);
    } else {
      escalate(open.get(), deadline, deadline.group());
    }
  }

  private void escalate(OpenTask task, Deadlines.Deadline deadline, String group) {
    if (task.groups().contains(group)) {
      return;
    }
    // Whoever has claimed it has not done it in time: the group could not take it otherwise.
    assignments.release(task);
    service.addCandidateGroup(task.id(), group);
    audit.record(
      task,
      TaskAudit.SYSTEM,
      null,
      "task.escalated",
      "Asked %s too for the overdue task".formatted(group),
      task.assignee() == null
        ? Map.of("group", group)
        : Map.of("group", group, "takenFrom", task.assignee())
    );
    publish(TaskNotice.Kind.ESCALATED, deadline);
  }

  private void publish(TaskNotice.Kind kind, Deadlines.Deadline deadline) {
    events.publishEvent(
      new TaskNotice(kind, deadline.taskId(), deadline.step(), deadline.group(), clock.instant())
    );
  }
}
