package dev.steward.tool.adapter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.identity.People;
import dev.steward.journal.LostWorkException;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.InstanceEnd;
import dev.steward.process.spi.InstanceEnds;
import dev.steward.process.spi.Origin;
import dev.steward.process.spi.ProcessStarter;
import dev.steward.tool.contract.ProcessTarget;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Starts a process for a call, as the person the agent acts for, and waits for its end: for as long as the contract's timeout here, and
 * in the database beyond that. The call's key is the start's key, so a call that is repeated finds the instance it started.
 */
@Component
class ProcessAdapter implements Adapter<ProcessTarget> {

  private static final Duration LOOK = Duration.ofMillis(100);

  // The engine, which starts processes, itself calls tools.
  private final ObjectProvider<ProcessStarter> starter;
  private final ObjectProvider<InstanceEnds> ends;
  private final People people;
  private final Clock clock;

  ProcessAdapter(
    ObjectProvider<ProcessStarter> starter,
    ObjectProvider<InstanceEnds> ends,
    People people,
    Clock clock
  ) {
    this.starter = starter;
    this.ends = ends;
    this.people = people;
    this.clock = clock;
  }

  @Override
  public Class<ProcessTarget> target() {
    return ProcessTarget.class;
  }

  @Override
  public boolean isUnderWay(ProcessTarget target, Order order) {
    return started(order).isPresent();
  }

  @Override
  public Answer call(ProcessTarget target, Order order) {
    // Whatever has been stopped or revoked since: it is running.
    var running = started(order);
    return running.isPresent() ? end(running.get(), target, order) : start(target, order);
  }

  private Optional<String> started(Order order) {
    return starter
      .getObject()
      .started(String.valueOf(order.context().initiator()), order.idempotencyKey());
  }

  private Answer start(ProcessTarget target, Order order) {
    var actor = people.find(String.valueOf(order.context().initiator()));
    if (actor.isEmpty()) {
      return new Answer.Failure("The person represented here is not known any more");
    }
    String instance;
    try {
      instance = starter
        .getObject()
        .start(
          target.key(),
          order.context().businessKey(),
          order.arguments(),
          order.idempotencyKey(),
          new Origin(
            order.context().environment(),
            order.context().mandate().principals(),
            order.labels(),
            order.context().instanceId()
          ),
          actor.get()
        );
    } catch (ProblemException e) {
      return new Answer.Failure(
        "Process '%s' cannot be started: %s".formatted(target.key(), e.getMessage())
      );
    }
    return end(instance, target, order);
  }

  private Answer end(String instance, ProcessTarget target, Order order) {
    var until = clock.instant().plus(order.contract().timeout());
    var end = ends.getObject().of(instance);
    while (end instanceof InstanceEnd.Running && clock.instant().isBefore(until)) {
      pause();
      end = ends.getObject().of(instance);
    }
    return switch (end) {
      case InstanceEnd.Running running -> new Answer.Pending(
        "Process instance %s is not at its end yet".formatted(instance)
      );
      case InstanceEnd.Completed completed -> new Answer.Success(
        target.result() == null
          ? completed.variables()
          : completed.variables().path(target.result()).isMissingNode()
            ? JsonNodeFactory.instance.objectNode()
            : completed.variables().path(target.result()),
        completed.labels()
      );
      case InstanceEnd.Cancelled cancelled -> new Answer.Unknown(
        "Process instance %s was cancelled: what it had done by then is not undone".formatted(
          instance
        )
      );
    };
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LostWorkException("This node stops");
    }
  }
}
