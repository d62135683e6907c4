package dev.steward.live;

import dev.steward.identity.Actor;
import dev.steward.identity.Role;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.VisibleInstances;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One connection. A thread of its own writes to it, so that a slow reader keeps nobody else waiting. */
final class Stream implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Stream.class);
  private static final int WAITING = 16;

  private final Actor actor;
  private final SseEmitter emitter;
  private final VisibleInstances instances;
  private final BooleanSupplier stillAllowed;
  private final Duration heartbeat;
  private final long end;
  private final BlockingQueue<List<Hint>> queue = new ArrayBlockingQueue<>(WAITING);
  private volatile boolean missed;
  private volatile boolean closed;
  private long number;

  Stream(
    Actor actor,
    SseEmitter emitter,
    VisibleInstances instances,
    BooleanSupplier stillAllowed,
    LiveProperties properties
  ) {
    this.actor = actor;
    this.emitter = emitter;
    this.instances = instances;
    this.stillAllowed = stillAllowed;
    this.heartbeat = properties.heartbeat();
    this.end = System.nanoTime() + properties.lifetime().toNanos();
  }

  Actor actor() {
    return actor;
  }

  /** Never waits: whoever reads too slowly is told that anything may have changed. */
  void offer(List<Hint> hints) {
    if (!queue.offer(hints)) {
      missed = true;
    }
  }

  void close() {
    closed = true;
    offer(List.of());
  }

  @Override
  public void run() {
    try {
      emitter.send(SseEmitter.event().comment("open").reconnectTime(2_000));
      while (!closed && System.nanoTime() < end) {
        var hints = queue.poll(
          Math.min(heartbeat.toNanos(), Math.max(1, end - System.nanoTime())),
          TimeUnit.NANOSECONDS
        );
        if (!stillAllowed.getAsBoolean()) {
          break;
        }
        write(hints);
      }
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      log.debug("A page has gone", e);
      emitter.completeWithError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      emitter.complete();
    }
  }

  private void write(@Nullable List<Hint> hints) throws IOException {
    if (missed) {
      missed = false;
      queue.clear();
      for (var topic : Topic.values()) {
        write(Hint.any(topic));
      }
    } else if (hints == null) {
      emitter.send(SseEmitter.event().comment("still here"));
    } else {
      for (var hint : hints) {
        write(hint);
      }
    }
  }

  private void write(Hint hint) throws IOException {
    if (!concerns(hint.topic())) {
      return;
    }
    var ids = visible(hint);
    // Some have changed, but none that this caller may see.
    if (hint.topic() == Topic.INSTANCES && ids.isEmpty() && !hint.ids().isEmpty()) {
      return;
    }
    emitter.send(
      SseEmitter.event()
        .id(Long.toString(++number))
        .data(new Hint(hint.topic(), ids), MediaType.APPLICATION_JSON)
    );
  }

  private boolean concerns(Topic topic) {
    return switch (topic) {
      case TASKS, INSTANCES, SWITCHES -> true;
      case INCIDENTS -> isAny(Role.OPERATOR, Role.AUDITOR);
      case DEPLOYMENTS -> isAny(Role.ANALYST, Role.OPERATOR, Role.AUDITOR);
    };
  }

  private List<String> visible(Hint hint) {
    return switch (hint.topic()) {
      // Which tasks are for whom may have changed with them: others than these two are told that some have.
      case TASKS -> isAny(Role.OPERATOR, Role.AUDITOR) ? hint.ids() : List.of();
      case INSTANCES -> hint.ids().stream().filter(this::sees).toList();
      case INCIDENTS, DEPLOYMENTS, SWITCHES -> hint.ids();
    };
  }

  private boolean sees(String instance) {
    try {
      instances.require(instance, actor);
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  private boolean isAny(Role... roles) {
    return Set.of(roles).stream().anyMatch(actor::is);
  }
}
