package dev.steward.retention;

import dev.steward.process.spi.EndedInstances;
import dev.steward.process.spi.EndedInstances.Member;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Clears away what is due, a few at a time and with pauses, on one node at a time. */
@Component
class RetentionRuns {

  private static final Logger log = LoggerFactory.getLogger(RetentionRuns.class);

  private static final String TRY_LOCK =
    "SELECT pg_try_advisory_lock(hashtextextended('retention', 0))";
  private static final String UNLOCK =
    "SELECT pg_advisory_unlock(hashtextextended('retention', 0))";

  private final RetentionRules rules;
  private final EndedInstances instances;
  private final Cleaner cleaner;
  private final RunRows rows;
  private final RetentionProperties properties;
  private final DataSource dataSource;

  RetentionRuns(
    RetentionRules rules,
    EndedInstances instances,
    Cleaner cleaner,
    RunRows rows,
    RetentionProperties properties,
    DataSource dataSource
  ) {
    this.rules = rules;
    this.instances = instances;
    this.cleaner = cleaner;
    this.rows = rows;
    this.properties = properties;
    this.dataSource = dataSource;
  }

  /** @return false where this node or another is at it */
  boolean run(String startedBy) {
    // The lock is the session's, so that a node that dies gives it back at once.
    try (var session = dataSource.getConnection()) {
      if (!ask(session, TRY_LOCK)) {
        return false;
      }
      try {
        var run = rows.begin(startedBy);
        clean(run, startedBy);
        rows.end(run);
        return true;
      } finally {
        ask(session, UNLOCK);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("It cannot be told whether another node is at it", e);
    }
  }

  private void clean(long run, String actor) {
    for (var rule : rules.all()) {
      if (rule.period() != null && !clean(run, rule, actor)) {
        return;
      }
    }
  }

  /** @return whether it makes sense to go on */
  private boolean clean(long run, RetentionRules.Rule rule, String actor) {
    var before = rules.endedBefore(Objects.requireNonNull(rule.period()));
    Member last = null;
    List<Member> batch;
    do {
      batch = instances.roots(rule.processKey(), before, last, properties.batch());
      for (var root : batch) {
        if (!clean(run, root, actor)) {
          return false;
        }
      }
      last = batch.isEmpty() ? null : batch.getLast();
    } while (batch.size() == properties.batch() && rest());
    return true;
  }

  private boolean clean(long run, Member root, String actor) {
    try {
      int gone = cleaner.clean(root.id(), actor);
      if (gone > 0) {
        rows.count(run, root.processKey(), gone, null);
      }
    } catch (IOException e) {
      // The next would fare no better.
      fail(run, root, "The archive did not take the evidence", e);
      return false;
    } catch (RuntimeException e) {
      fail(run, root, "It could not be removed; the log says why", e);
    }
    return !Thread.currentThread().isInterrupted();
  }

  private void fail(long run, Member root, String failure, Exception cause) {
    log.error("Instance {} is due and was left as it is: {}", root.id(), failure, cause);
    rows.count(run, root.processKey(), 0, failure + " (instance " + root.id() + ")");
  }

  private boolean rest() {
    try {
      Thread.sleep(properties.pause());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean ask(Connection session, String sql) throws SQLException {
    try (var statement = session.createStatement(); var answer = statement.executeQuery(sql)) {
      return answer.next() && answer.getBoolean(1);
    }
  }
}
