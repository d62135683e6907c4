package dev.steward.budget;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.steward.json.StoredJson;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code budget}. */
@Repository
class BudgetRows {

  private static final int REMEMBERED = 10_000;

  private final JdbcClient jdbc;
  private final StoredJson json;
  private final Map<String, Account> described = new ConcurrentHashMap<>();

  BudgetRows(JdbcClient jdbc, StoredJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** A limit, for people. */
  record LimitRow(
    String rule,
    String table,
    BigDecimal atMost,
    String onExceeded,
    @Nullable String cheaperModel,
    @Nullable String reviewers
  ) {}

  record BudgetRow(
    String counter,
    Measure measure,
    String scope,
    String subject,
    String period,
    LocalDate starts,
    List<LimitRow> limits,
    long used,
    long granted
  ) {}

  /** Writes down what a counter stands for, where this node has not done so already. Never call it inside a transaction. */
  void describe(Account account) {
    if (account.equals(described.get(account.counter()))) {
      return;
    }
    jdbc
      .sql(
        """
        INSERT INTO budget (counter, measure, scope, subject, period, starts, limits)
        VALUES (:counter, :measure, :scope, :subject, :period, :starts, :limits::jsonb)
        ON CONFLICT (counter) DO UPDATE SET limits = excluded.limits
        """
      )
      .param("counter", account.counter())
      .param("measure", account.measure().id())
      .param("scope", account.scope().id())
      .param("subject", account.subject())
      .param("period", account.period().id())
      .param("starts", Date.valueOf(account.starts()))
      .param("limits", json.write(limits(account)))
      .update();
    if (described.size() > REMEMBERED) {
      described.clear();
    }
    described.put(account.counter(), account);
  }

  private static List<LimitRow> limits(Account account) {
    return account
      .limits()
      .stream()
      .map(limit ->
        new LimitRow(
          limit.rule().id(),
          limit.rule().table(),
          account.measure().amount(account.limit(limit)),
          limit.onExceeded().id(),
          limit.cheaperModel(),
          limit.reviewers()
        )
      )
      .toList();
  }

  /** The newest first. */
  List<BudgetRow> since(LocalDate start) {
    return jdbc
      .sql(
        """
        SELECT b.*, coalesce(c.value, 0) AS used,
          (SELECT coalesce(sum(r.granted), 0) FROM budget_request r WHERE r.counter = b.counter) AS granted
        FROM budget b LEFT JOIN journal_counter c ON c.name = b.counter
        WHERE b.starts >= :start ORDER BY b.starts DESC, b.counter LIMIT 1000
        """
      )
      .param("start", start)
      .query((row, number) ->
        new BudgetRow(
          row.getString("counter"),
          Account.measure(row.getString("counter")),
          row.getString("scope"),
          row.getString("subject"),
          row.getString("period"),
          row.getDate("starts").toLocalDate(),
          json.read(row.getString("limits"), new TypeReference<List<LimitRow>>() {}),
          row.getLong("used"),
          row.getLong("granted")
        )
      )
      .list();
  }
}
