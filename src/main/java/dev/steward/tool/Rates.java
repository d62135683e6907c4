package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.steward.tool.contract.Contract;
import dev.steward.tool.contract.Contract.Rate;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How often tools may be called, counted for all nodes together in the database. On connections of its own, as what was used up stays
 * used up whatever becomes of a transaction, and a full pool must not keep calls from being counted.
 */
@Component
class Rates implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Rates.class);
  private static final int CONNECTIONS = 3;
  private static final Duration LONGEST_WAIT_FOR_CONNECTION = Duration.ofSeconds(5);
  private static final Duration UNTIL_COUNTED_AGAIN = Duration.ofSeconds(5);
  private static final Duration KEPT_AFTER_USE = Duration.ofHours(1);
  private static final int CLEANED_AT_ONCE = 500;

  private final HikariDataSource connections;
  private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

  Rates(JdbcConnectionDetails database) {
    var config = new HikariConfig();
    config.setPoolName("rates");
    config.setJdbcUrl(database.getJdbcUrl());
    config.setUsername(database.getUsername());
    config.setPassword(database.getPassword());
    // Errors would quote the values of a statement.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(LONGEST_WAIT_FOR_CONNECTION.toMillis());
    // Only where contracts state rates are there connections at all.
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    this.connections = new HikariDataSource(config);
    this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(connections)
      .primaryKeyMapper(PrimaryKeyMapper.STRING)
      .table("rate_bucket")
      .idColumn("id")
      .stateColumn("state")
      .expiresAtColumn("expires_at")
      .expirationAfterWrite(
        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_AFTER_USE)
      )
      .build();
  }

  /** Takes one attempt from every rate of a contract, or none. @return how long to wait where there is none left */
  Optional<Duration> take(Contract contract, CallScope scope, JsonNode arguments) {
    try {
      return taken(contract, scope, arguments);
    } catch (RuntimeException e) {
      // What cannot be counted is not sent; nor may an attempt that was never made be in doubt.
      log.warn("The rates of {} cannot be counted: {}", contract.name(), e.getMessage());
      return Optional.of(UNTIL_COUNTED_AGAIN);
    }
  }

  private Optional<Duration> taken(Contract contract, CallScope scope, JsonNode arguments) {
    var taken = new ArrayList<Bucket>();
    for (var rate : contract.rates()) {
      var key = key(contract, rate, scope, arguments);
      if (key == null) {
        continue;
      }
      var bucket = buckets.getProxy(key, () -> configuration(rate));
      var probe = bucket.tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        taken.forEach(earlier -> earlier.addTokens(1));
        return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
      }
      taken.add(bucket);
    }
    return Optional.empty();
  }

  /** A changed rate is another bucket. Null where a call has nothing to count by, as no account among its arguments. */
  private static @Nullable String key(
    Contract contract,
    Rate rate,
    CallScope scope,
    JsonNode arguments
  ) {
    var whose = switch (rate.per()) {
      case TOOL -> "";
      case AGENT -> scope.actor();
      case PERSON -> scope.context().mandate().principal();
      case ACCOUNT -> account(contract, arguments);
    };
    return whose == null
      ? null
      : "%s|%s|%d/%s|%s|%s".formatted(
          contract.name(),
          scope.context().environment(),
          rate.limit(),
          rate.every(),
          rate.per(),
          whose
        );
  }

  private static @Nullable String account(Contract contract, JsonNode arguments) {
    var account = arguments.at(contract.account());
    return switch (account) {
      case NumericNode number -> number.decimalValue().stripTrailingZeros().toPlainString();
      case NullNode none -> null;
      case MissingNode none -> null;
      case ValueNode value -> value.asText();
      default -> null;
    };
  }

  private static BucketConfiguration configuration(Rate rate) {
    return BucketConfiguration.builder()
      .addLimit(limit -> limit.capacity(rate.limit()).refillIntervally(rate.limit(), rate.every()))
      .build();
  }

  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
  void forgetUnused() {
    while (buckets.removeExpired(CLEANED_AT_ONCE) == CLEANED_AT_ONCE) {
      // There are more.
    }
  }

  @Override
  public void destroy() {
    connections.close();
  }
}
