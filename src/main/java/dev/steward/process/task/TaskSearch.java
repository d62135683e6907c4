package dev.steward.process.task;

import dev.steward.identity.Actor;
import dev.steward.identity.Role;
import dev.steward.listing.Listing;
import dev.steward.listing.PlannedAnew;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.TaskKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists and counts open tasks. */
@Component
class TaskSearch {

  private static final int PAGE = 50;

  private final JdbcClient jdbc;
  private final Substitutes substitutes;
  private final Clock clock;

  TaskSearch(DataSource dataSource, Substitutes substitutes, Clock clock) {
    this.jdbc = JdbcClient.create(new PlannedAnew(dataSource));
    this.substitutes = substitutes;
    this.clock = clock;
  }

  /** @param kinds without those of which there are none */
  @Schema(name = "TaskCount")
  record Count(TaskFilter.Scope scope, long total, long overdue, Map<TaskKind, Long> kinds) {
    private Count and(Count other) {
      var sum = new EnumMap<TaskKind, Long>(TaskKind.class);
      sum.putAll(kinds);
      other.kinds.forEach((kind, number) -> sum.merge(kind, number, Long::sum));
      return new Count(TaskFilter.Scope.ALL, total + other.total, overdue + other.overdue, sum);
    }
  }

  /** @param after the last task of the page before */
  Listing<OpenTask> list(
    TaskFilter filter,
    TaskOrder order,
    Actor actor,
    @Nullable TaskCursor after
  ) {
    var query = query(filter, actor);
    if (filter.text() != null) {
      query.containing(filter.text(), jdbc);
    }
    var rows = query
      .page(order, after, PAGE + 1)
      .on(jdbc)
      .query(TaskQueries::read)
      .list();
    return Listing.page(rows, PAGE, last -> order.cursorAt(last).toString());
  }

  /** Of each scope that differs for this actor. */
  List<Count> counts(Actor actor) {
    var mine = count(TaskFilter.Scope.MINE, actor);
    var candidate = count(TaskFilter.Scope.CANDIDATE, actor);
    return List.of(
      mine,
      candidate,
      count(TaskFilter.Scope.SUBSTITUTE, actor),
      // Nobody's task is both theirs and free.
      seesAll(actor) ? count(TaskFilter.Scope.ALL, actor) : mine.and(candidate)
    );
  }

  private Count count(TaskFilter.Scope scope, Actor actor) {
    var kinds = new EnumMap<TaskKind, Long>(TaskKind.class);
    var overdue = new long[1];
    query(TaskFilter.of(scope), actor)
      .counts(clock.instant())
      .on(jdbc)
      .query(row -> {
        // Several categories may be of one kind.
        kinds.merge(TaskKind.ofCategory(row.getString("category_")), row.getLong("n"), Long::sum);
        overdue[0] += row.getLong("overdue");
      });
    var total = kinds.values().stream().mapToLong(Long::longValue).sum();
    return new Count(scope, total, overdue[0], kinds);
  }

  private static boolean seesAll(Actor actor) {
    return actor.is(Role.OPERATOR) || actor.is(Role.AUDITOR);
  }

  private TaskQuery query(TaskFilter filter, Actor actor) {
    var query = new TaskQuery();
    switch (filter.scope()) {
      case MINE -> query.assignedTo(actor);
      case CANDIDATE -> query.freeFor(actor);
      case SUBSTITUTE -> query.ofThoseAway(actor, substitutes.standingIn(actor.name()));
      case ALL -> {
        if (!seesAll(actor)) {
          query.assignedTo(actor);
          query.freeFor(actor);
        }
      }
    }
    return query.matching(filter);
  }
}
