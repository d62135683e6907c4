package dev.steward.process.engine;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Notices two nodes that go by one name. They would free each other's locks with every start; the journal keeps that harmless, but
 * work would be begun twice.
 */
@Component
class NodeName {

  private static final Logger log = LoggerFactory.getLogger(NodeName.class);

  private final JdbcClient jdbc;
  private final EngineProperties properties;
  private final Clock clock;
  private final UUID incarnation = UUID.randomUUID();
  private volatile boolean claimed;

  NodeName(DataSource dataSource, EngineProperties properties, Clock clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.properties = properties;
    this.clock = clock;
  }

  /** The last to start has the name. Nobody can tell a predecessor that was killed from one that still runs; that one notices. */
  void claim() {
    jdbc
      .sql(
        """
        INSERT INTO engine_node (id, incarnation, seen_at) VALUES (:id, :incarnation, :now)
        ON CONFLICT (id) DO UPDATE SET incarnation = excluded.incarnation, seen_at = excluded.seen_at
        """
      )
      .param("id", properties.nodeId())
      .param("incarnation", incarnation)
      .param("now", now())
      .update();
    claimed = true;
  }

  /** @return false where another node has claimed the name since */
  boolean confirm() {
    if (!claimed) {
      return true;
    }
    boolean confirmed =
      jdbc
        .sql("UPDATE engine_node SET seen_at = :now WHERE id = :id AND incarnation = :incarnation")
        .param("id", properties.nodeId())
        .param("incarnation", incarnation)
        .param("now", now())
        .update() == 1;
    if (!confirmed) {
      log.error(
        "Another node goes by the name '{}' too: give each its own steward.engine.node-id, or they free each other's locks",
        properties.nodeId()
      );
    }
    return confirmed;
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
