package dev.steward.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits the steps of many runs together. While one transaction is under way further steps gather; the next takes them all. With
 * thousands of runs in flight a commit, and a round trip for each kind of row, is shared by dozens of steps; a lone step waits for
 * nobody.
 */
@Component
public class GroupCommit {

  private static final int LARGEST = 500;

  private final Queue<Pending> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean atWork = new AtomicBoolean();
  private final NamedParameterJdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Counters counters;

  GroupCommit(DataSource dataSource, TransactionTemplate transaction, Counters counters) {
    this.jdbc = new NamedParameterJdbcTemplate(dataSource);
    this.transaction = transaction;
    this.counters = counters;
  }

  private record Pending(Step step, CompletableFuture<List<Condition>> lost) {}

  /**
   * Waits until the step is committed. Never call it inside a transaction.
   *
   * @return the guards and bounds that did not hold; the step is committed when there is none, and nothing of it is written otherwise
   * @throws DataAccessException where the database refuses this step; others committed with it do not suffer
   */
  public List<Condition> commit(Step step) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("A step has a transaction of its own");
    }
    var pending = new Pending(step, new CompletableFuture<>());
    queue.add(pending);
    begin();
    try {
      return pending.lost().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Writes a step in the caller's transaction instead. */
  public void join(Step step) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("There is no transaction to join");
    }
    if (!step.guards().isEmpty() || !step.counts().isEmpty()) {
      throw new IllegalArgumentException("A step that joins a transaction has no guards or counts");
    }
    send(
      List.of(new Pending(step, new CompletableFuture<>())),
      Step::writes,
      (pending, write) -> {}
    );
  }

  private void begin() {
    if (atWork.compareAndSet(false, true)) {
      Thread.ofVirtual().name("journal").start(this::commitWaiting);
    }
  }

  private void commitWaiting() {
    var taken = new ArrayList<Pending>();
    try {
      Pending next;
      while (taken.size() < LARGEST && (next = queue.poll()) != null) {
        taken.add(next);
      }
      commitTogether(taken);
    } catch (Throwable e) {
      // Nobody may wait for ever, whatever happened here.
      taken.forEach(pending -> pending.lost().completeExceptionally(e));
    } finally {
      atWork.set(false);
      if (!queue.isEmpty()) {
        begin();
      }
    }
  }

  private void commitTogether(List<Pending> steps) {
    try {
      var rest = withoutLost(steps);
      rest.forEach(pending -> pending.lost().complete(List.of()));
    } catch (DataAccessException e) {
      if (steps.size() == 1) {
        steps.getFirst().lost().completeExceptionally(e);
      } else {
        // One of them is at fault, or a deadlock hit all: alone, each gets what it deserves.
        steps
          .stream()
          .filter(pending -> !pending.lost().isDone())
          .forEach(pending -> commitTogether(List.of(pending)));
      }
    }
  }

  /** Commits until every guard holds, leaving out the steps that lost one. @return the steps that are committed */
  private List<Pending> withoutLost(List<Pending> steps) {
    var open = steps;
    while (!open.isEmpty()) {
      var lost = attempt(open);
      if (lost.isEmpty()) {
        return open;
      }
      lost.forEach((pending, guards) -> pending.lost().complete(guards));
      open = open
        .stream()
        .filter(pending -> !lost.containsKey(pending))
        .toList();
    }
    return open;
  }

  private Map<Pending, List<Condition>> attempt(List<Pending> steps) {
    var lost = new LinkedHashMap<Pending, List<Condition>>();
    transaction.executeWithoutResult(status -> {
      send(steps, Step::guards, (pending, guard) ->
        lost.computeIfAbsent(pending, none -> new ArrayList<>()).add(guard)
      );
      if (lost.isEmpty()) {
        send(steps, Step::writes, (pending, write) -> {});
        lost.putAll(count(steps));
      }
      if (!lost.isEmpty()) {
        status.setRollbackOnly();
      }
    });
    return lost;
  }

  private Map<Pending, List<Condition>> count(List<Pending> steps) {
    var byStep = new LinkedHashMap<Step, Pending>();
    steps.forEach(pending -> byStep.put(pending.step(), pending));
    var counted = counters.add(byStep.keySet());
    send(
      counted
        .passed()
        .stream()
        .map(step -> new Pending(step, new CompletableFuture<>()))
        .toList(),
      Step::writes,
      (pending, write) -> {}
    );
    var refused = new LinkedHashMap<Pending, List<Condition>>();
    counted
      .refused()
      .forEach((step, bounds) -> refused.put(Objects.requireNonNull(byStep.get(step)), bounds));
    return refused;
  }

  /** Sends all rows of one statement at once. @param unchanged told of each update that found no row */
  private void send(
    List<Pending> steps,
    Function<Step, List<Write>> rows,
    BiConsumer<Pending, Write> unchanged
  ) {
    var byStatement = new LinkedHashMap<String, List<Row>>();
    for (var pending : steps) {
      for (var write : rows.apply(pending.step())) {
        byStatement
          .computeIfAbsent(write.sql(), sql -> new ArrayList<>())
          .add(new Row(pending, write));
      }
    }
    byStatement.forEach((sql, sent) -> {
      var values = sent
        .stream()
        .map(row -> new MapSqlParameterSource(row.write().values()))
        .toArray(SqlParameterSource[]::new);
      int[] changed = jdbc.batchUpdate(sql, values);
      for (int i = 0; i < changed.length; i++) {
        if (changed[i] == 0) {
          unchanged.accept(sent.get(i).pending(), sent.get(i).write());
        }
      }
    });
  }

  private record Row(Pending pending, Write write) {}
}
