package dev.steward.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.steward.json.CanonicalJson;
import dev.steward.knowledge.document.Block;
import dev.steward.knowledge.document.ReadDocument;
import jakarta.annotation.PreDestroy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Rows of other databases: each a document with a line for each of its columns. */
@Component
class DatabaseSource implements Source {

  private static final int MOST_ROWS = 100_000;
  private static final int LONGEST_SECONDS = 60;

  private final KnowledgeProperties properties;
  private final ObjectMapper json;
  private final Clock clock;
  private final Map<String, HikariDataSource> pools = new ConcurrentHashMap<>();

  DatabaseSource(KnowledgeProperties properties, ObjectMapper json, Clock clock) {
    this.properties = properties;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public boolean provides(DocumentCollection collection) {
    return collection.database() != null;
  }

  @Override
  public List<Item> items(DocumentCollection collection) {
    var database = Objects.requireNonNull(collection.database());
    try {
      var jdbc = new JdbcTemplate(pools.computeIfAbsent(database.connection(), this::pool));
      jdbc.setQueryTimeout(LONGEST_SECONDS);
      jdbc.setMaxRows(MOST_ROWS + 1);
      var items = jdbc.query(database.query(), (row, number) -> item(collection, row));
      if (items.size() > MOST_ROWS) {
        throw new SourceUnavailableException(
          "The query gives more than %,d rows".formatted(MOST_ROWS),
          null
        );
      }
      return items;
    } catch (DataAccessException e) {
      throw new SourceUnavailableException("The database does not answer the query", e);
    }
  }

  private Item item(DocumentCollection collection, ResultSet row) throws SQLException {
    var database = Objects.requireNonNull(collection.database());
    var values = values(row);
    var changed = database.asOf() == null ? null : row.getTimestamp(database.asOf());
    var key = row.getString(database.key());
    var title = row.getString(database.title());
    if (key == null) {
      throw new SQLException("A row has no " + database.key());
    }
    return new Item(key, CanonicalJson.sha256(json.<JsonNode>valueToTree(values)), () ->
      content(
        collection,
        values,
        title == null ? key : title,
        changed == null ? clock.instant() : changed.toInstant()
      )
    );
  }

  private static Map<String, String> values(ResultSet row) throws SQLException {
    var columns = row.getMetaData();
    var values = new LinkedHashMap<String, String>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      var value = row.getString(i);
      if (value != null && !value.isBlank()) {
        values.put(columns.getColumnLabel(i), value.replace('\0', ' ').strip());
      }
    }
    return values;
  }

  private static Content content(
    DocumentCollection collection,
    Map<String, String> values,
    String title,
    Instant changedAt
  ) {
    var text = new StringBuilder();
    var blocks = new ArrayList<Block>();
    var fields = new LinkedHashMap<String, String>();
    values.forEach((column, value) -> {
      if (collection.sensitive().containsKey(column)) {
        fields.put(column, value);
      } else {
        int begins = text.length();
        text.append(column).append(": ").append(value);
        blocks.add(new Block(begins, text.length(), 0, null));
        text.append('\n');
      }
    });
    return new Content(
      new ReadDocument("application/sql-row", title, text.toString(), blocks, changedAt, null),
      changedAt,
      fields
    );
  }

  /** One connection is enough for reading in turn, and none is kept between. */
  private HikariDataSource pool(String name) {
    var connection = Objects.requireNonNull(properties.databases().get(name));
    var config = new HikariConfig();
    config.setPoolName("knowledge-" + name);
    config.setJdbcUrl(connection.url());
    config.setUsername(connection.username());
    config.setPassword(connection.password());
    config.setReadOnly(true);
    config.setMaximumPoolSize(1);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  @PreDestroy
  void close() {
    pools.values().forEach(HikariDataSource::close);
  }
}
