package dev.steward.live;

import dev.steward.identity.Actor;
import dev.steward.problem.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The connections of this node. */
@Component
class Streams {

  private final LiveProperties properties;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();

  Streams(LiveProperties properties) {
    this.properties = properties;
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  void send(List<Hint> hints) {
    open.forEach(stream -> stream.offer(hints));
  }

  /** @throws ProblemException 429 where this person, or everybody together, has too many */
  synchronized void begin(Stream stream) {
    if (of(stream.actor()) >= properties.perPerson() || open.size() >= properties.most()) {
      throw new ProblemException(
        HttpStatus.TOO_MANY_REQUESTS,
        "too-many-streams",
        "There are too many open connections for live updates. Pages ask by themselves meanwhile.",
        List.of()
      );
    }
    open.add(stream);
    Thread.ofVirtual()
      .name("live-" + stream.actor().name())
      .start(() -> {
        try {
          stream.run();
        } finally {
          open.remove(stream);
        }
      });
  }

  long of(Actor actor) {
    return open
      .stream()
      .filter(stream -> stream.actor().name().equals(actor.name()))
      .count();
  }

  /** The server waits for open requests before it stops. */
  @EventListener
  void stop(ContextClosedEvent closed) {
    open.forEach(Stream::close);
  }
}
