package dev.steward.live;

import dev.steward.audit.AuditLog;
import dev.steward.process.spi.Moves;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks each second for what any node has changed, while somebody listens on this one. The database's own notifications would have
 * every commit wait for one lock.
 */
@Component
class Feed {

  private static final Logger log = LoggerFactory.getLogger(Feed.class);

  /** A transaction that takes longer between writing and committing is told of when the page asks by itself. */
  private static final Duration LATE = Duration.ofSeconds(10);

  private static final int MOST = 1_000;

  private final AuditLog audit;
  private final Moves moves;
  private final Streams streams;
  private final Clock clock;

  private final Map<String, Instant> told = new HashMap<>();
  private final Deque<Seen> seen = new ArrayDeque<>();

  Feed(AuditLog audit, Moves moves, Streams streams, Clock clock) {
    this.audit = audit;
    this.moves = moves;
    this.streams = streams;
    this.clock = clock;
  }

  /** @param last the greatest id of the trail at that time */
  private record Seen(Instant at, long last) {}

  @Scheduled(fixedDelay = 1000)
  synchronized void look() {
    if (streams.isEmpty()) {
      seen.clear();
      told.clear();
      return;
    }
    try {
      var hints = seen.isEmpty() ? begin() : next();
      if (!hints.isEmpty()) {
        streams.send(hints);
      }
    } catch (DataAccessException e) {
      log.warn("What has changed cannot be read: {}", e.getMessage());
    }
  }

  /** Whoever has come first may have missed what happened until now. */
  private List<Hint> begin() {
    var now = clock.instant();
    seen.add(new Seen(now, audit.last()));
    moves.since(now.minus(LATE), MOST).forEach(move -> told.put(move.id(), now));
    var changes = new Changes();
    changes.everything();
    return changes.hints();
  }

  private List<Hint> next() {
    var now = clock.instant();
    var changes = new Changes();
    // Ids are given out before the commit, so an entry may appear below one that was there before.
    var entries = audit.after(seen.getFirst().last(), MOST);
    var last = seen.getLast().last();
    for (var recorded : entries) {
      last = Math.max(last, recorded.id());
      if (told.put("audit " + recorded.id(), now) == null) {
        changes.add(recorded.entry());
      }
    }
    var moved = moves.since(now.minus(LATE), MOST);
    changes.add(
      moved
        .stream()
        .filter(move -> told.put(move.id(), now) == null)
        .toList()
    );
    if (entries.size() == MOST || moved.size() == MOST) {
      last = audit.last();
      seen.clear();
      changes.everything();
    }
    seen.add(new Seen(now, last));
    forget(now);
    return changes.hints();
  }

  private void forget(Instant now) {
    var late = now.minus(LATE);
    while (seen.size() > 1 && seen.getFirst().at().isBefore(late)) {
      seen.removeFirst();
    }
    // What is read again each time is renewed each time.
    told.values().removeIf(at -> at.isBefore(late));
  }
}
