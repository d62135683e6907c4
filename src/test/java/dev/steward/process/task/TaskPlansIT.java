package dev.steward.process.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.database.TestDatabase;
import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.process.spi.TaskKind;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** With 50,000 open tasks no list reads all of them: PostgreSQL's own count of sequential scans says so. */
@ContextConfiguration(inheritInitializers = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaskPlansIT extends TaskIT {

  private static final int TASKS = 50_000;
  private static final String COMMON = "region 7";

  /** What was read of the open tasks without an index. */
  private record Reading(long scans, long rows) {}

  @Autowired
  private TaskSearch search;

  @Autowired
  private People people;

  @Autowired
  private PlatformTransactionManager transactions;

  // Its own: other classes would have to read past these tasks.
  private static final TestDatabase DATABASE = TestDatabase.fresh();

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    DATABASE.register(registry);
  }

  @BeforeAll
  void openTasks() throws SQLException {
    deploy();
    var task = paper("template");
    try (var connection = DATABASE.connect()) {
      ManyTasks.copy(connection, task, TASKS);
    }
  }

  /** Somebody in large groups, somebody in a very small one, somebody in none, and somebody who sees all. */
  static Stream<String> persons() {
    return Stream.of("approver", "analyst", "app", "operator");
  }

  @ParameterizedTest
  @MethodSource("persons")
  void readsNoListSequentially(String person) {
    var actor = people.find(person).orElseThrow();
    for (var scope : TaskFilter.Scope.values()) {
      for (var order : TaskOrder.values()) {
        for (var filter : filters(scope)) {
          var what = "%s: %s by %s".formatted(person, filter, order);
          var read = readSequentially(filter, order, actor);
          if (COMMON.equals(filter.text())) {
            // Of a text that thousands hold the first few are found soonest in this way.
            assertThat(read.rows())
              .as(what)
              .isLessThan(TASKS / 5);
          } else {
            assertThat(read.scans()).as(what).isZero();
          }
        }
      }
    }
  }

  @Test
  void noticesASequentialScan() {
    assertThat(
      readBy(() ->
        jdbc
          .sql("SELECT count(*) FROM act_ru_task WHERE description_ IS NULL")
          .query(Long.class)
          .single()
      ).rows()
    ).isGreaterThanOrEqualTo(TASKS);
  }

  private static List<TaskFilter> filters(TaskFilter.Scope scope) {
    var now = Instant.now();
    return List.of(
      TaskFilter.of(scope),
      filter(scope, "case-0123", null, null),
      filter(scope, COMMON, null, null),
      filter(scope, null, TaskKind.TOOL_REVIEW, null),
      filter(scope, null, TaskKind.USER, null),
      filter(scope, null, null, now)
    );
  }

  private static TaskFilter filter(
    TaskFilter.Scope scope,
    @Nullable String text,
    @Nullable TaskKind kind,
    @Nullable Instant dueBefore
  ) {
    return new TaskFilter(scope, text, null, kind, null, dueBefore, null);
  }

  private Reading readSequentially(TaskFilter filter, TaskOrder order, Actor actor) {
    return readBy(() -> {
      var first = search.list(filter, order, actor, null);
      if (first.next() != null) {
        search.list(filter, order, actor, TaskCursor.parse(first.next(), order));
      }
    });
  }

  private Reading readBy(Runnable work) {
    return Objects.requireNonNull(
      new TransactionTemplate(transactions).execute(status -> {
        var before = reading();
        work.run();
        var after = reading();
        return new Reading(after.scans() - before.scans(), after.rows() - before.rows());
      })
    );
  }

  private Reading reading() {
    return jdbc
      .sql(
        """
        SELECT coalesce(max(seq_scan), 0) AS scans, coalesce(max(seq_tup_read), 0) AS rows
        FROM pg_stat_xact_user_tables WHERE relname = 'act_ru_task'
        """
      )
      .query(Reading.class)
      .single();
  }
}
