package dev.steward.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.database.TestDatabase;
import dev.steward.journal.Counters;
import dev.steward.journal.GroupCommit;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@JdbcTest
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ImportAutoConfiguration(JacksonAutoConfiguration.class)
@ContextConfiguration(initializers = TestDatabase.class)
@Import({
  JdbcAuditTrail.class,
  JdbcAuditLog.class,
  Payloads.class,
  InstanceKeys.class,
  SealingKeys.class,
  GroupCommit.class,
  Counters.class,
})
@EnableConfigurationProperties(AuditProperties.class)
class JdbcAuditTest {

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.123456Z");

  @Autowired
  AuditTrail trail;

  @Autowired
  AuditLog log;

  @Autowired
  JdbcClient jdbc;

  @TestConfiguration
  static class FixedClock {

    @Bean
    Clock clock() {
      return Clock.fixed(NOW, ZoneOffset.UTC);
    }
  }

  @Test
  void givesBackEveryFieldAsItWasWritten() {
    var entry = new AuditEntry(
      "tool.executed",
      "agent:writer",
      "app",
      "lead-outreach",
      "i-1",
      "send",
      "succeeded",
      "Sent the message",
      Map.of("tool", "outreach.send", "cost", 0.5, "labels", List.of("untrusted"))
    );

    trail.record(entry);

    var recorded = log.ofInstance("i-1");
    assertThat(recorded).extracting(RecordedEntry::entry).containsExactly(entry);
    assertThat(recorded.getFirst().at()).isEqualTo(NOW);
  }

  @Test
  void writesTheTimesAndTheNothingsOfDetails() {
    trail.record(entry("a.b", "i-1", Map.of("at", NOW, "text", "a\u0000b", "nul", "\\u0000")));

    assertThat(log.ofInstance("i-1").getFirst().entry().detail().get("at")).isEqualTo(
      "2026-03-04T05:06:07.123456Z"
    );
    assertThat(log.ofInstance("i-1").getFirst().entry().detail().get("text")).isEqualTo("a\ufffdb");
  }

  @Test
  @Transactional(propagation = Propagation.NOT_SUPPORTED)
  void refusesToWriteOutsideATransaction() {
    assertThatThrownBy(() -> trail.record(entry("a.b", null, Map.of()))).isInstanceOf(
      IllegalTransactionStateException.class
    );
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "UPDATE audit_entry SET title = 'x'",
      "UPDATE audit_entry SET title = 'x' WHERE id = -1",
      "DELETE FROM audit_entry",
      "TRUNCATE audit_entry",
      "MERGE INTO audit_entry a USING (SELECT 1) b ON true WHEN MATCHED THEN DELETE",
    }
  )
  void cannotBeChanged(String statement) {
    trail.record(entry("a.b", "i-1", Map.of()));
    // As at the end of the transaction; TRUNCATE would be refused for another reason before.
    jdbc.sql("SET CONSTRAINTS ALL IMMEDIATE").update();

    assertThatThrownBy(() -> jdbc.sql(statement).update())
      .rootCause()
      .hasMessageContaining("insert-only");
  }

  @Test
  void findsByEachQuestionNewestFirstPageByPage() {
    for (int i = 0; i < 5; i++) {
      trail.record(entry("tool.executed", "i-" + (i % 2), Map.of("n", i)));
    }
    trail.record(entry("toolbox.opened", "i-1", Map.of("n", 5)));

    assertThat(numbers(filter(null, "tool"), null, 10)).containsExactly(4, 3, 2, 1, 0);
    assertThat(numbers(filter(null, "tool.executed"), null, 10)).hasSize(5);
    assertThat(numbers(filter("i-1", null), null, 10)).containsExactly(5, 3, 1);
    var all = filter(null, null);
    var first = log.find(all, null, 2);
    assertThat(numbers(all, first.getLast().id(), 2)).containsExactly(3, 2);

    var before = new AuditLog.Filter(null, null, null, null, NOW);
    var since = new AuditLog.Filter(null, null, "system", NOW, null);
    assertThat(numbers(before, null, 10)).isEmpty();
    assertThat(numbers(since, null, 10)).hasSize(6);
  }

  private List<Object> numbers(AuditLog.Filter filter, @Nullable Long before, int limit) {
    return log
      .find(filter, before, limit)
      .stream()
      .<Object>map(recorded -> recorded.entry().detail().get("n"))
      .toList();
  }

  private static AuditLog.Filter filter(@Nullable String instanceId, @Nullable String type) {
    return new AuditLog.Filter(instanceId, type, null, null, null);
  }

  private static AuditEntry entry(String type, @Nullable String instanceId, Map<String, ?> detail) {
    return new AuditEntry(type, "system", null, null, instanceId, null, null, "Title", detail);
  }
}
