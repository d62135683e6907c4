package dev.steward.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import dev.steward.journal.Counters;
import dev.steward.journal.GroupCommit;
import dev.steward.journal.Step;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class ChainConcurrencyTest {

  private static final int CHAINS = 12;
  private static final int TRANSACTIONS = 400;

  private final AuditDatabase database = new AuditDatabase();
  private final JdbcClient jdbc = JdbcClient.create(database.application);

  /** As much of a node as writes the trail. */
  private final class Node implements AutoCloseable {

    private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();
    private final TransactionTemplate transaction;
    private final GroupCommit journal;
    private final AuditTrail trail;

    Node() {
      context.registerBean(DataSource.class, this::pool);
      context.registerBean(JdbcTransactionManager.class, () ->
        new JdbcTransactionManager(context.getBean(DataSource.class))
      );
      context.registerBean(TransactionTemplate.class, () ->
        new TransactionTemplate(context.getBean(JdbcTransactionManager.class))
      );
      context.registerBean(ObjectMapper.class);
      context.registerBean(Clock.class, Clock::systemUTC);
      context.registerBean(InstanceKeys.class, () -> database.keys(null));
      context.register(GroupCommit.class, Counters.class, Payloads.class, JdbcAuditTrail.class);
      context.refresh();
      transaction = context.getBean(TransactionTemplate.class);
      journal = context.getBean(GroupCommit.class);
      trail = context.getBean(AuditTrail.class);
    }

    private HikariDataSource pool() {
      var pool = new HikariDataSource();
      pool.setDataSource(database.application);
      pool.setMaximumPoolSize(8);
      return pool;
    }

    /** As the engine does: several instances in one transaction, in any order. */
    void inTransaction(List<AuditEntry> entries) {
      transaction.executeWithoutResult(status -> entries.forEach(trail::record));
    }

    /** As runs do: in whatever commit their step meets others. */
    void inGroups(List<AuditEntry> entries) {
      var step = new Step();
      entries.forEach(entry -> step.write(trail.entry(entry)));
      assertThat(journal.commit(step)).isEmpty();
    }

    @Override
    public void close() {
      context.close();
    }
  }

  @Test
  void chainsWhatManyTransactionsOfTwoNodesWriteWithoutADeadlock() throws Exception {
    long before = deadlocks();
    try (
      var one = new Node();
      var two = new Node();
      var threads = Executors.newVirtualThreadPerTaskExecutor()
    ) {
      var work = IntStream.range(0, TRANSACTIONS)
        .mapToObj(
          number ->
            (Callable<Boolean>) () -> {
              var node = number % 2 == 0 ? one : two;
              if (number % 4 < 2) {
                node.inTransaction(entries(number));
              } else {
                node.inGroups(entries(number));
              }
              return true;
            }
        )
        .toList();
      for (var done : threads.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
    }

    var verified = database.verifier().verify(null);
    assertThat(verified).isEqualTo(
      new ChainVerifier.Result(CHAINS + 1L, TRANSACTIONS * (CHAINS + 1L), 0, null)
    );
    assertThat(deadlocks()).isEqualTo(before);
  }

  @Test
  void chainsWhatIsLeftOfASavepoint() {
    try (var node = new Node()) {
      node.transaction.executeWithoutResult(status -> {
        node.trail.record(entry("s"));
        var kept = status.createSavepoint();
        node.trail.record(entry("s"));
        status.releaseSavepoint(kept);
        var lost = status.createSavepoint();
        node.trail.record(entry("s"));
        status.rollbackToSavepoint(lost);
        node.trail.record(entry("s"));
      });
    }

    assertThat(database.verifier().verify(null)).isEqualTo(new ChainVerifier.Result(1, 3, 0, null));
  }

  private static List<AuditEntry> entries(int seed) {
    var entries = new ArrayList<AuditEntry>();
    for (int i = 0; i < CHAINS; i++) {
      entries.add(entry("i-" + i));
    }
    entries.add(entry(null));
    Collections.shuffle(entries, new Random(seed));
    return entries;
  }

  private static AuditEntry entry(@Nullable String instance) {
    return new AuditEntry(
      "demo.written",
      "system",
      null,
      null,
      instance,
      null,
      null,
      "Ä title",
      Map.of("cost", 0.5, "text", "„ü“")
    );
  }

  private long deadlocks() {
    jdbc
      .sql("SELECT pg_stat_force_next_flush()")
      .query((row, number) -> 0)
      .list();
    return jdbc
      .sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
      .query(Long.class)
      .single();
  }
}
