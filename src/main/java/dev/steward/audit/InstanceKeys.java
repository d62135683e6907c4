package dev.steward.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The {@code audit_instance_key} table: the keys that what is said of instances is sealed with. */
@Component
public class InstanceKeys {

  private static final int KEPT = 20_000;
  private static final Duration KEPT_FOR = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final SealingKeys keys;
  private final Clock clock;
  private final TransactionTemplate apart;

  /** Only to seal with. Whoever reads asks the database, where a key may be destroyed. */
  private final Cache<String, byte[]> kept = Caffeine.newBuilder()
    .maximumSize(KEPT)
    .expireAfterAccess(KEPT_FOR)
    .build();

  InstanceKeys(
    JdbcClient jdbc,
    SealingKeys keys,
    Clock clock,
    PlatformTransactionManager transactions
  ) {
    this.jdbc = jdbc;
    this.keys = keys;
    this.clock = clock;
    this.apart = new TransactionTemplate(transactions);
    this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** @param made the row for it, where it is still to be written, together with the first entry */
  record InHand(byte[] key, byte @Nullable [] made) {}

  /**
   * The key of an instance that begins in the caller's transaction, so that nobody else can know of it yet. Should that roll back,
   * no other instance will have its id.
   */
  InHand begin(String instanceId) {
    var known = kept.getIfPresent(instanceId);
    if (known != null) {
      return new InHand(known, null);
    }
    var key = Aes.random(Aes.KEY_LENGTH);
    kept.put(instanceId, key);
    return new InHand(key, keys.current().wrap(key, instanceId));
  }

  String wrappedBy() {
    return keys.current().id();
  }

  /**
   * The key of an instance, which is made where there is none, as for one that began under an earlier version.
   *
   * @return empty where it is destroyed, or cannot be had without another key
   */
  Optional<byte[]> find(String instanceId) {
    var known = kept.getIfPresent(instanceId);
    if (known != null) {
      return Optional.of(known);
    }
    var stored = stored(instanceId).or(() -> {
      make(instanceId);
      return stored(instanceId);
    });
    var key = stored.flatMap(row -> unwrap(row.wrapped(), row.wrappedBy(), instanceId));
    key.ifPresent(found -> kept.put(instanceId, found));
    return key;
  }

  Optional<byte[]> unwrap(byte @Nullable [] wrapped, String wrappedBy, String instanceId) {
    return wrapped == null
      ? Optional.empty()
      : keys.find(wrappedBy).flatMap(key -> key.unwrap(wrapped, instanceId));
  }

  /**
   * In the caller's transaction; when that has ended, nobody reads again what was sealed. Entries of earlier versions are not sealed.
   *
   * @return of how many it was there
   */
  public int destroy(List<String> instanceIds) {
    instanceIds.forEach(kept::invalidate);
    return jdbc
      .sql(
        """
        UPDATE audit_instance_key SET wrapped = NULL, destroyed_at = :now
        WHERE instance_id = ANY (:ids) AND wrapped IS NOT NULL
        """
      )
      .param("now", Timestamp.from(clock.instant()))
      .param("ids", instanceIds.toArray(String[]::new))
      .update();
  }

  private record Row(byte @Nullable [] wrapped, String wrappedBy) {}

  private Optional<Row> stored(String instanceId) {
    return jdbc
      .sql("SELECT wrapped, wrapped_by FROM audit_instance_key WHERE instance_id = :id")
      .param("id", instanceId)
      .query((row, number) -> new Row(row.getBytes("wrapped"), row.getString("wrapped_by")))
      .optional();
  }

  /**
   * Waits for whoever is about it. In a transaction of its own: two that come upon the same instances in another order must not wait for
   * each other.
   */
  private void make(String instanceId) {
    apart.executeWithoutResult(status ->
      jdbc
        .sql(
          """
          INSERT INTO audit_instance_key (instance_id, wrapped, wrapped_by) VALUES (:id, :wrapped, :by)
          ON CONFLICT (instance_id) DO NOTHING
          """
        )
        .param("id", instanceId)
        .param("wrapped", keys.current().wrap(Aes.random(Aes.KEY_LENGTH), instanceId))
        .param("by", keys.current().id())
        .update()
    );
  }
}
