package dev.steward.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.audit.VerificationRows.Row;
import dev.steward.problem.ProblemException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class VerificationsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final AuditDatabase database = new AuditDatabase();
  private final JdbcClient jdbc = JdbcClient.create(database.application);
  private final VerificationRows rows = new VerificationRows(jdbc, new ObjectMapper());

  @Test
  void saysInTheEndThatNothingIsWrong() throws SQLException {
    database.write("a", 3);
    database.write("b", 2);

    var verifications = at(NOW);
    var begun = verifications.start("auditor");
    var ended = ended(verifications, begun);

    assertThat(begun.total()).isEqualTo(5);
    assertThat(verifications.stateOf(begun)).isEqualTo(Verifications.State.running);
    assertThat(verifications.stateOf(ended)).isEqualTo(Verifications.State.sound);
    assertThat(ended.chains()).isEqualTo(2);
    assertThat(ended.entries()).isEqualTo(5);
    assertThat(recorded()).isEqualTo("sound");
  }

  @Test
  void keepsWhatItFound() throws SQLException {
    database.write("a", 3);
    database.tamper("UPDATE audit_entry SET title = 'Nothing' WHERE title = 'No. 2'");

    var verifications = at(NOW);
    var ended = ended(verifications, verifications.start("auditor"));

    assertThat(verifications.stateOf(ended)).isEqualTo(Verifications.State.faulty);
    assertThat(ended.fault()).satisfies(fault -> {
      assertThat(fault.kind()).isEqualTo(Fault.Kind.changed);
      assertThat(fault.position()).isEqualTo(2);
    });
    assertThat(recorded()).isEqualTo("faulty");
  }

  @Test
  void runsOnceAtATime() {
    var running = UUID.randomUUID();
    rows.begin(running, "auditor", NOW);

    assertThatThrownBy(() -> at(NOW.plusSeconds(29)).start("operator"))
      .isInstanceOf(ProblemException.class)
      .hasMessageContaining(running.toString());
  }

  @Test
  void givesUpOnOneWhoseNodeIsGone() {
    var dead = UUID.randomUUID();
    rows.begin(dead, "auditor", NOW);
    rows.seen(dead, 1, 2, NOW.plusSeconds(10));

    var later = at(NOW.plusSeconds(41));
    var row = later.find(dead).orElseThrow();

    assertThat(later.stateOf(row)).isEqualTo(Verifications.State.failed);
    assertThat(later.failureOf(row)).contains("stopped");
    assertThat(later.stateOf(ended(later, later.start("operator")))).isEqualTo(
      Verifications.State.sound
    );
  }

  @Test
  void tellsHowFarItIs() throws SQLException {
    database.write("a", 2_500);
    var reached = new ArrayList<Long>();

    database.verifier().verify(null, (chains, entries) -> reached.add(entries));

    assertThat(reached).containsExactly(1_000L, 2_000L);
  }

  private Verifications at(Instant now) {
    var transactions = new JdbcTransactionManager(database.application);
    return new Verifications(
      database.verifier(),
      rows,
      database.trail(),
      Clock.fixed(now, ZoneOffset.UTC),
      transactions
    );
  }

  private Row ended(Verifications verifications, Row begun) {
    return await()
      .atMost(Duration.ofSeconds(30))
      .until(() -> verifications.find(begun.id()).orElseThrow(), row -> row.finishedAt() != null);
  }

  private String recorded() {
    return jdbc
      .sql("SELECT state FROM audit_entry WHERE type = 'audit.verified'")
      .query(String.class)
      .single();
  }
}
