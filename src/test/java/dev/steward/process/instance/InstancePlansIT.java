package dev.steward.process.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.database.TestDatabase;
import dev.steward.listing.Cursor;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

/** With 100,000 instances no list reads all of them: PostgreSQL's own count of sequential scans says so. */
@ContextConfiguration(inheritInitializers = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstancePlansIT extends InstanceIT {

  private static final int INSTANCES = 100_000;

  /** What was read without an index of tables that grow with the instances. */
  private record Reading(long scans, long rows) {}

  @Autowired
  private InstanceQueries queries;

  @Autowired
  private StatisticsQueries statistics;

  @Autowired
  private PlatformTransactionManager transactions;

  // Its own: other classes would have to read past these instances.
  private static final TestDatabase DATABASE = TestDatabase.fresh();

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    DATABASE.register(registry);
  }

  @BeforeAll
  void fill() throws SQLException {
    deploy();
    var template = start("case", "app", "template", Map.of("any", "thing"));
    start("outer", "analyst", "rare", Map.of());
    try (var connection = DATABASE.connect()) {
      ManyInstances.copy(connection, template, INSTANCES);
    }
  }

  /** @param common so many have it that the first few are found soonest by looking at some */
  record Question(String name, InstanceFilter filter, boolean common) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Question> questions() {
    var now = Instant.now();
    var states = Stream.concat(
      Stream.of(InstanceState.values()).map(EnumSet::of),
      Stream.of(EnumSet.of(InstanceState.WAITING, InstanceState.FAILED))
    ).flatMap(set ->
      Stream.of(
        new Question("states " + set, filter().states(set).build(), false),
        new Question("of a process " + set, filter().process("case").states(set).build(), false),
        new Question("of a person " + set, filter().visibleTo("app").states(set).build(), false)
      )
    );
    return Stream.concat(
      states,
      Stream.of(
        new Question("all", filter().build(), false),
        new Question("key", filter().key("CASE-012345").build(), false),
        new Question("few keys", filter().prefix("CASE-0123").build(), false),
        new Question("all keys", filter().prefix("CASE-").build(), false),
        new Question("no keys", filter().prefix("nothing").build(), false),
        new Question("company", filter().holds("lead.company", "Company 77").build(), false),
        new Question("number inside", filter().holds("lead.score", "17").build(), false),
        new Question("most", filter().holds("lead.tier", "standard").build(), true),
        new Question("tenth", filter().holds("lead.tier", "sensitive").build(), true),
        new Question("text", filter().holds("title", "Title 12").build(), false),
        new Question("number", filter().holds("rank", "17").build(), false),
        new Question("truth", filter().holds("urgent", "true").build(), true),
        new Question("no such variable", filter().holds("nothing", "true").build(), false),
        new Question("process", filter().process("case").build(), false),
        new Question("rare process", filter().process("outer").build(), false),
        new Question("unknown process", filter().process("nothing").build(), false),
        new Question("starter", filter().startedBy("person-7").build(), false),
        new Question("activity", filter().at("check").build(), false),
        new Question("no such activity", filter().at("nothing").build(), false),
        new Question(
          "period",
          filter().from(now.minusSeconds(900_000), now.minusSeconds(890_000)).build(),
          false
        )
      )
    );
  }

  @ParameterizedTest
  @MethodSource("questions")
  void readsNoListSequentially(Question question) {
    var read = readBy(() -> {
      var first = queries.list(question.filter(), null);
      if (first.next() != null) {
        queries.list(question.filter(), Cursor.parse(first.next()));
      }
    });
    if (question.common()) {
      assertThat(read.rows()).isLessThan(INSTANCES / 5);
    } else {
      assertThat(read.scans()).isZero();
    }
  }

  @Test
  void countsNoFurtherThanItSays() {
    var read = readBy(() -> {
      var counts = queries.counts(InstanceFilter.ofProcess("case", 1, null));
      assertThat(counts)
        .filteredOn(count -> count.state() == InstanceState.COMPLETED)
        .containsExactly(new InstanceQueries.Count(InstanceState.COMPLETED, 10_000, true));
      assertThat(counts)
        .filteredOn(count -> count.state() == InstanceState.FAILED)
        .containsExactly(new InstanceQueries.Count(InstanceState.FAILED, INSTANCES / 200, false));
    });
    assertThat(read.scans()).isZero();
  }

  /** Of 100,000 entries all are added up; what more there is, is left out and said to be. */
  @Test
  void addsUpStatisticsWithoutReadingOtherProcesses() {
    var read = readBy(() -> {
      assertThat(statistics.of("outer", null, null, null).more()).isFalse();
      assertThat(statistics.of("outer", null, null, null).items()).isNotEmpty();
    });
    assertThat(read.scans()).isZero();
    var began = System.nanoTime();
    var all = statistics.of("case", null, Instant.EPOCH, Instant.now());
    assertThat(all.more()).isTrue();
    assertThat(all.items().stream().mapToLong(ActivityStatistics.Item::entered).sum()).isEqualTo(
      StatisticsQueries.MOST
    );
    // Far more than it takes, so that a busy machine does not matter: to read everything one by one takes longer.
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void noticesASequentialScan() {
    assertThat(
      readBy(() ->
        jdbc
          .sql("SELECT count(*) FROM act_hi_procinst WHERE start_act_id_ IS NULL")
          .query(Long.class)
          .single()
      ).rows()
    ).isGreaterThanOrEqualTo(INSTANCES);
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
        SELECT coalesce(sum(seq_scan), 0)::bigint AS scans, coalesce(sum(seq_tup_read), 0)::bigint AS rows
        FROM pg_stat_xact_user_tables
        WHERE relname IN ('act_hi_procinst', 'act_hi_varinst', 'act_hi_actinst', 'act_ru_actinst', 'act_ru_execution')
        """
      )
      .query(Reading.class)
      .single();
  }

  private static Filter filter() {
    return new Filter();
  }

  private static final class Filter {

    private @Nullable String process;
    private @Nullable String key;
    private @Nullable String prefix;
    private @Nullable VariableValue variable;
    private Set<InstanceState> states = Set.of();
    private @Nullable Instant from;
    private @Nullable Instant before;
    private @Nullable String startedBy;
    private @Nullable String visibleTo;
    private @Nullable String activity;

    Filter process(String key) {
      process = key;
      return this;
    }

    Filter key(String key) {
      this.key = key;
      return this;
    }

    Filter prefix(String prefix) {
      this.prefix = prefix;
      return this;
    }

    Filter holds(String place, String value) {
      variable = VariableValue.of(place, value);
      return this;
    }

    Filter states(Set<InstanceState> states) {
      this.states = states;
      return this;
    }

    Filter from(Instant from, Instant before) {
      this.from = from;
      this.before = before;
      return this;
    }

    Filter startedBy(String person) {
      startedBy = person;
      return this;
    }

    Filter visibleTo(String person) {
      visibleTo = person;
      return this;
    }

    Filter at(String activity) {
      this.activity = activity;
      return this;
    }

    InstanceFilter build() {
      return new InstanceFilter(
        process,
        null,
        key,
        prefix,
        variable,
        states,
        from,
        before,
        startedBy,
        visibleTo,
        activity
      );
    }
  }
}
