package dev.steward.journal;

import static dev.steward.journal.Notes.held;
import static dev.steward.journal.Notes.note;
import static dev.steward.journal.Notes.noting;
import static dev.steward.journal.Notes.taken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

@JournalTest
class GroupCommitTest {

  private static final int SECONDS = 20;

  @Autowired
  DataSource database;

  @Autowired
  PlatformTransactionManager transactions;

  @Autowired
  Notes notes;

  @Test
  void commitsInOneTransactionWhatGathersDuringAnother() throws Exception {
    var gate = new Gate(transactions);
    var journal = new GroupCommit(database, gate, new Counters(database));
    var work = notes.work();

    var steps = behind(
      gate,
      journal,
      IntStream.rangeClosed(1, 200)
        .mapToObj(i -> noting(work, "" + i).guard(held(work, 0)))
        .toList()
    );

    assertThat(steps).allSatisfy(step -> assertThat(result(step)).isEmpty());
    assertThat(notes.of(work)).hasSize(200);
    assertThat(gate.transactions).hasValue(2);
  }

  @Test
  void leavesOutWhatLostItsGuardAndCommitsTheOthers() throws Exception {
    var gate = new Gate(transactions);
    var journal = new GroupCommit(database, gate, new Counters(database));
    var mine = notes.work();
    var theirs = notes.work();
    var lost = held(theirs, 7);

    var steps = behind(
      gate,
      journal,
      List.of(
        noting(mine, "1").guard(held(mine, 0)),
        new Step().guard(taken(theirs, 0)).guard(lost).write(note(theirs, "2")),
        noting(mine, "3").guard(held(mine, 0))
      )
    );

    assertThat(result(steps.get(0))).isEmpty();
    assertThat(result(steps.get(1))).containsExactly(lost);
    assertThat(result(steps.get(2))).isEmpty();
    assertThat(notes.of(mine)).containsExactlyInAnyOrder("1", "3");
    assertThat(notes.of(theirs)).isEmpty();
    assertThat(notes.epoch(theirs)).as("a guard that held beside one that did not").isZero();
  }

  @Test
  void givesWorkToOneOfThoseWhoTakeItAtOnce() throws Exception {
    var gate = new Gate(transactions);
    var journal = new GroupCommit(database, gate, new Counters(database));
    var work = notes.work();

    var steps = behind(
      gate,
      journal,
      IntStream.rangeClosed(1, 5)
        .mapToObj(i -> noting(work, "" + i).guard(taken(work, 0)))
        .toList()
    );

    assertThat(steps.stream().filter(step -> result(step).isEmpty())).hasSize(1);
    assertThat(notes.of(work)).hasSize(1);
    assertThat(notes.epoch(work)).isOne();
  }

  @ParameterizedTest(name = "value {index}")
  @ValueSource(strings = { "0", "no json", "\"\0\"" })
  void refusesAloneWhatTheDatabaseRefuses(String refused) throws Exception {
    var gate = new Gate(transactions);
    var journal = new GroupCommit(database, gate, new Counters(database));
    var good = notes.work();
    var bad = notes.work();

    var steps = behind(
      gate,
      journal,
      List.of(
        noting(good, "1"),
        new Step().guard(taken(bad, 0)).write(note(bad, "2")).write(note(bad, refused)),
        noting(good, "3")
      )
    );

    assertThat(result(steps.get(0))).isEmpty();
    assertThatThrownBy(() -> result(steps.get(1))).isInstanceOf(DataAccessException.class);
    assertThat(result(steps.get(2))).isEmpty();
    assertThat(notes.of(good)).containsExactlyInAnyOrder("1", "3");
    assertThat(notes.of(bad)).isEmpty();
    assertThat(notes.epoch(bad)).isZero();
  }

  @Test
  void lostGuardsAreToldEvenWhereAnotherStepIsRefused() throws Exception {
    var gate = new Gate(transactions);
    var journal = new GroupCommit(database, gate, new Counters(database));
    var work = notes.work();
    var lost = held(work, 7);

    var steps = behind(
      gate,
      journal,
      List.of(noting(work, "0"), noting(work, "1").guard(lost), noting(work, "2"))
    );

    assertThatThrownBy(() -> result(steps.get(0))).isInstanceOf(DataAccessException.class);
    assertThat(result(steps.get(1))).containsExactly(lost);
    assertThat(result(steps.get(2))).isEmpty();
    assertThat(notes.of(work)).containsExactly("2");
  }

  @Test
  void nobodyWaitsForEverWhileTheDatabaseIsDown() {
    var gone = new Gone();
    var journal = new GroupCommit(
      gone,
      new TransactionTemplate(new JdbcTransactionManager(gone)),
      new Counters(gone)
    );
    var work = UUID.randomUUID();

    var steps = IntStream.rangeClosed(1, 20)
      .mapToObj(i -> start(journal, noting(work, "" + i)))
      .toList();

    assertThat(steps).allSatisfy(step ->
      assertThatThrownBy(() -> result(step)).isInstanceOf(TransactionException.class)
    );
  }

  @Test
  void goesOnOnceTheDatabaseIsBack() {
    var down = new AtomicInteger(1);
    var journal = new GroupCommit(
      database,
      new TransactionTemplate(transactions) {
        @Override
        public <T> T execute(TransactionCallback<T> action) {
          if (down.getAndDecrement() > 0) {
            throw new IllegalStateException("Not now");
          }
          return super.execute(action);
        }
      },
      new Counters(database)
    );
    var work = notes.work();

    assertThatThrownBy(() -> result(start(journal, noting(work, "1")))).hasMessage("Not now");
    assertThat(journal.commit(noting(work, "2"))).isEmpty();
    assertThat(notes.of(work)).containsExactly("2");
  }

  @Test
  void addsUpWhatTheStepsOfOneCommitCountAndRefusesThoseWithoutRoom() throws Exception {
    var gate = new Gate(transactions);
    var counters = new Counters(database);
    var journal = new GroupCommit(database, gate, counters);
    var work = notes.work();
    var counter = "shared " + work;
    var bound = new Count.Bound(70, "the limit");

    var steps = behind(
      gate,
      journal,
      IntStream.rangeClosed(1, 100)
        .mapToObj(i -> noting(work, "" + i).count(new Count(counter, 1, List.of(bound), List.of())))
        .toList()
    );

    assertThat(steps.stream().filter(step -> result(step).isEmpty())).hasSize(70);
    assertThat(steps.stream().filter(step -> result(step).equals(List.of(bound)))).hasSize(30);
    assertThat(notes.of(work)).hasSize(70);
    assertThat(new Counters(database).lastSeen(counter)).isEqualTo(70);
    // What is taken back finds room always, and makes some.
    assertThat(journal.commit(new Step().count(Count.of(counter, -5)))).isEmpty();
    assertThat(counters.lastSeen(counter)).isEqualTo(65);
  }

  @Test
  void countsNothingOfAStepThatLostItsGuard() {
    var journal = new GroupCommit(
      database,
      new TransactionTemplate(transactions),
      new Counters(database)
    );
    var work = notes.work();
    var counter = "guarded " + work;

    assertThat(
      journal.commit(noting(work, "1").guard(held(work, 7)).count(Count.of(counter, 1)))
    ).hasSize(1);

    assertThat(new Counters(database).lastSeen(counter)).isZero();
  }

  @Test
  void writesWhatBelongsToAMarkOnceHoweverOftenItIsPassed() {
    var journal = new GroupCommit(
      database,
      new TransactionTemplate(transactions),
      new Counters(database)
    );
    var work = notes.work();
    var marks = List.of(
      new Count.Mark(80, () -> noting(work, "80")),
      new Count.Mark(160, () -> noting(work, "160"))
    );

    for (int amount : new int[] { 79, 1, -10, 20, 200 }) {
      journal.commit(new Step().count(new Count("marked " + work, amount, List.of(), marks)));
    }

    assertThat(notes.of(work)).containsExactly("80", "160");
  }

  @Test
  void losesNoCountWhereNodesCountAtOnce() {
    var journals = Stream.generate(() ->
      new GroupCommit(database, new TransactionTemplate(transactions), new Counters(database))
    )
      .limit(2)
      .toList();
    var prefix = "nodes " + UUID.randomUUID() + " ";

    var steps = IntStream.range(0, 300)
      .mapToObj(i ->
        start(
          journals.get(i % 2),
          new Step().count(
            IntStream.range(0, 3)
              // In any order: the other node may begin with another.
              .mapToObj(n -> Count.of(prefix + ((i + n) % 3), 1))
              .toList()
          )
        )
      )
      .toList();

    assertThat(steps).allSatisfy(step -> assertThat(result(step)).isEmpty());
    var fresh = new Counters(database);
    assertThat(IntStream.range(0, 3).mapToLong(n -> fresh.lastSeen(prefix + n))).containsExactly(
      300L,
      300L,
      300L
    );
  }

  @Test
  void refusesAStepOfItsOwnInsideATransaction() {
    var journal = new GroupCommit(
      database,
      new TransactionTemplate(transactions),
      new Counters(database)
    );
    var work = notes.work();

    assertThatThrownBy(() ->
      new TransactionTemplate(transactions).executeWithoutResult(open ->
        journal.commit(noting(work, "1"))
      )
    ).isInstanceOf(IllegalStateException.class);
    assertThat(notes.of(work)).isEmpty();
  }

  @Test
  void joinsTheTransactionOfTheCaller() {
    var journal = new GroupCommit(
      database,
      new TransactionTemplate(transactions),
      new Counters(database)
    );
    var kept = notes.work();
    var undone = notes.work();
    var caller = new TransactionTemplate(transactions);

    caller.executeWithoutResult(open -> journal.join(noting(kept, "1")));
    caller.executeWithoutResult(open -> {
      journal.join(noting(undone, "1"));
      open.setRollbackOnly();
    });

    assertThat(notes.of(kept)).containsExactly("1");
    assertThat(notes.of(undone)).isEmpty();
    assertThatThrownBy(() -> journal.join(noting(undone, "2"))).isInstanceOf(
      IllegalStateException.class
    );
    assertThatThrownBy(() ->
      caller.executeWithoutResult(open -> journal.join(noting(undone, "3").guard(held(undone, 0))))
    ).isInstanceOf(IllegalArgumentException.class);
    assertThat(notes.of(undone)).isEmpty();
  }

  /** Lets these steps gather while a transaction is under way. */
  private List<CompletableFuture<List<Condition>>> behind(
    Gate gate,
    GroupCommit journal,
    List<Step> steps
  ) throws InterruptedException {
    var first = start(journal, noting(UUID.randomUUID(), "1"));
    assertThat(gate.reached.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    var threads = new ArrayList<Thread>();
    var results = new ArrayList<CompletableFuture<List<Condition>>>();
    for (var step : steps) {
      var result = new CompletableFuture<List<Condition>>();
      results.add(result);
      threads.add(Thread.ofVirtual().start(() -> run(journal, step, result)));
    }
    await()
      .atMost(Duration.ofSeconds(SECONDS / 2))
      .until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
    gate.open.countDown();
    assertThat(result(first)).isEmpty();
    return results;
  }

  private static CompletableFuture<List<Condition>> start(GroupCommit journal, Step step) {
    var result = new CompletableFuture<List<Condition>>();
    Thread.ofVirtual().start(() -> run(journal, step, result));
    return result.orTimeout(SECONDS, TimeUnit.SECONDS);
  }

  private static void run(
    GroupCommit journal,
    Step step,
    CompletableFuture<List<Condition>> result
  ) {
    try {
      result.complete(journal.commit(step));
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private static List<Condition> result(CompletableFuture<List<Condition>> step) {
    try {
      return step.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Counts transactions, and holds the first one up. */
  private static final class Gate extends TransactionTemplate {

    private static final long serialVersionUID = 1L;

    final AtomicInteger transactions = new AtomicInteger();
    final transient CountDownLatch reached = new CountDownLatch(1);
    final transient CountDownLatch open = new CountDownLatch(1);

    Gate(PlatformTransactionManager manager) {
      super(manager);
    }

    @Override
    public <T> T execute(TransactionCallback<T> action) {
      if (transactions.incrementAndGet() == 1) {
        reached.countDown();
        try {
          if (!open.await(SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Nobody opens the gate");
          }
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return super.execute(action);
    }
  }

  private static final class Gone extends AbstractDataSource {

    @Override
    public Connection getConnection() throws SQLException {
      throw new SQLException("The database is down");
    }

    @Override
    public Connection getConnection(String name, String password) throws SQLException {
      return getConnection();
    }
  }
}
