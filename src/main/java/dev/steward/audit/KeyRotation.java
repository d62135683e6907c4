package dev.steward.audit;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Refuses a start with another key than the trail was sealed under, and wraps keys of instances anew where it was replaced. */
@Component
class KeyRotation implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);

  private static final int BATCH = 500;

  // From one id to the next in the index, however many rows each has.
  private static final String IDS = """
  WITH RECURSIVE ids AS (
      SELECT min(wrapped_by) AS id FROM audit_instance_key WHERE wrapped IS NOT NULL
      UNION ALL
      SELECT (SELECT min(wrapped_by) FROM audit_instance_key WHERE wrapped IS NOT NULL AND wrapped_by > ids.id)
      FROM ids WHERE ids.id IS NOT NULL)
  SELECT id FROM ids WHERE id IS NOT NULL
  """;

  private final JdbcClient jdbc;
  private final SealingKeys keys;
  private final TransactionTemplate transaction;

  KeyRotation(JdbcClient jdbc, SealingKeys keys, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.keys = keys;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** @throws IllegalStateException where something is sealed under a key that this node neither has nor was told to do without */
  @Override
  public void afterSingletonsInstantiated() {
    for (var id : ids()) {
      if (keys.find(id).isEmpty() && !keys.isLost(id)) {
        throw new IllegalStateException(
          (
            "The trail is sealed under the key %s, and this node has %s. Name the right one in steward.audit.sealing.key or key-file, " +
            "or in previous-key-file where it was replaced; if it is lost, name its id in steward.audit.sealing.lost-keys: what it " +
            "sealed stays unreadable then"
          ).formatted(id, keys.current().id())
        );
      }
    }
  }

  /** In the background: until it is done, this node has both keys. */
  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    keys.previous().ifPresent(key -> Thread.ofVirtual().name("key-rotation").start(this::rotate));
  }

  void rotate() {
    try {
      keys.previous().ifPresent(this::rotate);
    } catch (RuntimeException e) {
      log.warn("Keys of instances still wait to be wrapped anew; the next start tries again", e);
    }
  }

  private void rotate(SealingKey previous) {
    if (previous.id().equals(keys.current().id())) {
      return;
    }
    int sum = 0;
    for (int some = BATCH; some == BATCH; sum += some) {
      some = Math.toIntExact(transaction.execute(status -> batch(previous)));
    }
    log.info(
      "{} keys of instances were wrapped anew; steward.audit.sealing.previous-key-file is not needed any more",
      sum
    );
  }

  private record Row(String instanceId, byte[] wrapped) {}

  private long batch(SealingKey previous) {
    var rows = jdbc
      .sql(
        """
        SELECT instance_id, wrapped FROM audit_instance_key WHERE wrapped_by = :id AND wrapped IS NOT NULL
        LIMIT :batch FOR UPDATE SKIP LOCKED
        """
      )
      .param("id", previous.id())
      .param("batch", BATCH)
      .query(Row.class)
      .list();
    for (var row : rows) {
      var key = previous
        .unwrap(row.wrapped(), row.instanceId())
        .orElseThrow(() ->
          new IllegalStateException("The key of instance " + row.instanceId() + " was changed")
        );
      jdbc
        .sql(
          "UPDATE audit_instance_key SET wrapped = :wrapped, wrapped_by = :by WHERE instance_id = :id"
        )
        .param("wrapped", keys.current().wrap(key, row.instanceId()))
        .param("by", keys.current().id())
        .param("id", row.instanceId())
        .update();
    }
    return rows.size();
  }

  private List<String> ids() {
    return jdbc.sql(IDS).query(String.class).list();
  }
}
