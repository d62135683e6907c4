package dev.steward.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code journal_counter}. */
@Component
public class Counters {

  private static final int REMEMBERED = 10_000;

  private final JdbcClient jdbc;
  private final Map<String, Long> seen = Collections.synchronizedMap(
    new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
        return size() > REMEMBERED;
      }
    }
  );

  Counters(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** A counter's value, as this node has last seen it. */
  public long lastSeen(String counter) {
    var known = seen.get(counter);
    if (known != null) {
      return known;
    }
    // Not under the map's lock, for which whoever commits would wait.
    long value = jdbc
      .sql("SELECT value FROM journal_counter WHERE name = :name")
      .param("name", counter)
      .query(Long.class)
      .optional()
      .orElse(0L);
    seen.putIfAbsent(counter, value);
    return value;
  }

  /**
   * @param refused the bounds that do not hold, by step; where there are any, nothing was counted
   * @param passed what is to be written because a mark was passed
   */
  record Result(Map<Step, List<Condition>> refused, List<Step> passed) {}

  private static final class Counter {

    private long value;
    private long marked;

    private Counter(long value, long marked) {
      this.value = value;
      this.marked = marked;
    }
  }

  /** Within a transaction, and the last thing in it that others could wait for. */
  Result add(Collection<Step> steps) {
    var names = new TreeSet<String>();
    steps.forEach(step -> step.counts().forEach(count -> names.add(count.counter())));
    if (names.isEmpty()) {
      return new Result(Map.of(), List.of());
    }
    var counters = locked(names);
    var refused = new LinkedHashMap<Step, List<Condition>>();
    var passed = new ArrayList<Step>();
    for (var step : steps) {
      var beyond = beyond(step, counters);
      if (beyond.isEmpty()) {
        step.counts().forEach(count -> add(count, counters, passed));
      } else {
        refused.put(step, beyond);
      }
    }
    counters.forEach((name, counter) -> seen.put(name, counter.value));
    if (refused.isEmpty()) {
      write(counters);
    }
    return new Result(refused, passed);
  }

  private static Counter counter(Map<String, Counter> counters, Count count) {
    return Objects.requireNonNull(counters.get(count.counter()));
  }

  private static List<Condition> beyond(Step step, Map<String, Counter> counters) {
    var beyond = new ArrayList<Condition>();
    for (var count : step.counts()) {
      if (count.amount() > 0) {
        long after = Math.addExact(counter(counters, count).value, count.amount());
        count
          .bounds()
          .stream()
          .filter(bound -> after > bound.atMost())
          .forEach(beyond::add);
      }
    }
    return beyond;
  }

  private static void add(Count count, Map<String, Counter> counters, List<Step> passed) {
    var counter = counter(counters, count);
    counter.value = Math.addExact(counter.value, count.amount());
    for (var mark : count.marks()) {
      if (counter.value >= mark.at() && counter.marked < mark.at()) {
        counter.marked = mark.at();
        passed.add(mark.step().get());
      }
    }
  }

  /** In one order for all, so that two nodes do not wait for each other. */
  private Map<String, Counter> locked(Collection<String> names) {
    var counters = select(names);
    if (counters.size() < names.size()) {
      jdbc
        .sql(
          "INSERT INTO journal_counter (name) SELECT unnest(:names::text[]) ON CONFLICT DO NOTHING"
        )
        .param("names", names.toArray(String[]::new))
        .update();
      counters = select(names);
    }
    return counters;
  }

  private Map<String, Counter> select(Collection<String> names) {
    var counters = new TreeMap<String, Counter>();
    jdbc
      .sql("SELECT * FROM journal_counter WHERE name = ANY(:names) ORDER BY name FOR UPDATE")
      .param("names", names.toArray(String[]::new))
      .query(row -> {
        counters.put(
          row.getString("name"),
          new Counter(row.getLong("value"), row.getLong("marked"))
        );
      });
    return counters;
  }

  private void write(Map<String, Counter> counters) {
    jdbc
      .sql(
        """
        UPDATE journal_counter c SET value = n.value, marked = n.marked
        FROM unnest(:names::text[], :values::bigint[], :marks::bigint[]) AS n (name, value, marked)
        WHERE c.name = n.name
        """
      )
      .param("names", counters.keySet().toArray(String[]::new))
      .param(
        "values",
        counters
          .values()
          .stream()
          .map(counter -> counter.value)
          .toArray(Long[]::new)
      )
      .param(
        "marks",
        counters
          .values()
          .stream()
          .map(counter -> counter.marked)
          .toArray(Long[]::new)
      )
      .update();
  }
}
