package dev.steward.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.audit.Fault.Kind;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ChainTamperTest {

  private static final String CHAIN = "instance:b";

  private final AuditDatabase database = new AuditDatabase();
  private final JdbcClient jdbc = JdbcClient.create(database.application);
  private final ChainVerifier verifier = database.verifier();

  @BeforeEach
  void write() throws SQLException {
    for (var instance : new String[] { "a", "b", "c", null }) {
      database.write(instance, 3);
      database.write(instance, 2);
    }
  }

  @Test
  void findsNothingInATrailThatNobodyTouched() {
    assertThat(verifier.verify(null)).isEqualTo(new ChainVerifier.Result(4, 20, 0, null));
    assertThat(verifier.verify("b")).isEqualTo(new ChainVerifier.Result(1, 5, 0, null));
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    quoteCharacter = '"',
    textBlock = """
    at           | at + interval '1 microsecond'
    type         | 'demo.other'
    actor        | 'somebody'
    on_behalf_of | 'somebody'
    process_key  | ''
    instance_id  | 'c'
    activity_id  | 'x'
    state        | 'succeeded'
    title        | concat(title, ' ')
    detail       | jsonb_build_object('n', 4)
    trace_id     | 'x'
    """
  )
  void findsAChangeOfEachField(String column, String value) throws SQLException {
    database.tamper(
      "UPDATE audit_entry SET %s = %s WHERE id = %d".formatted(column, value, entry(4))
    );

    assertThat(fault()).isEqualTo(new Fault(Kind.changed, CHAIN, 4, entry(4)));
  }

  @Test
  void coversEveryColumnOfTheTrail() {
    assertThat(
      jdbc
        .sql(
          "SELECT column_name FROM information_schema.columns WHERE table_name = 'audit_entry' ORDER BY ordinal_position"
        )
        .query(String.class)
        .list()
    ).containsExactly(
      "id",
      "at",
      "type",
      "actor",
      "on_behalf_of",
      "process_key",
      "instance_id",
      "activity_id",
      "state",
      "title",
      "detail",
      "trace_id"
    );
  }

  @ParameterizedTest
  @ValueSource(ints = { 1, 3, 5 })
  void findsAnEntryThatWasDeleted(int position) throws SQLException {
    long id = entry(position);
    database.tamper("DELETE FROM audit_entry WHERE id = " + id);

    assertThat(fault()).isEqualTo(new Fault(Kind.missing, CHAIN, position, id));
  }

  @ParameterizedTest
  @ValueSource(ints = { 1, 3 })
  void findsAnEntryThatWasDeletedWithItsLink(int position) throws SQLException {
    deleteFrom("position = " + position);

    assertThat(fault()).isEqualTo(new Fault(Kind.missing, CHAIN, position, null));
  }

  @Test
  void findsATailThatWasCutOff() throws SQLException {
    deleteFrom("position >= 4");

    assertThat(fault()).isEqualTo(new Fault(Kind.truncated, CHAIN, 4, null));
  }

  @Test
  void findsAChainThatWasCutToNothing() throws SQLException {
    deleteFrom("TRUE");

    assertThat(fault()).isEqualTo(new Fault(Kind.truncated, CHAIN, 1, null));
  }

  @Test
  void findsEntriesThatTookEachOthersPlace() throws SQLException {
    long second = entry(2);
    long fourth = entry(4);
    database.tamper(
      "UPDATE audit_link SET entry_id = -1 WHERE entry_id = " + second,
      "UPDATE audit_link SET entry_id = %d WHERE entry_id = %d".formatted(second, fourth),
      "UPDATE audit_link SET entry_id = %d WHERE entry_id = -1".formatted(fourth)
    );

    assertThat(fault()).isEqualTo(new Fault(Kind.moved, CHAIN, 2, fourth));
  }

  @Test
  void findsLinksThatTookEachOthersPlace() throws SQLException {
    long fourth = entry(4);
    database.tamper(
      "UPDATE audit_link SET position = -1 WHERE position = 2 AND chain = 'instance:b'",
      "UPDATE audit_link SET position = 2 WHERE position = 4 AND chain = 'instance:b'",
      "UPDATE audit_link SET position = 4 WHERE position = -1"
    );

    assertThat(fault()).isEqualTo(new Fault(Kind.moved, CHAIN, 2, fourth));
  }

  @Test
  void findsAnOldHeadThatWasPutBack() throws SQLException {
    database.tamper(
      """
      UPDATE audit_chain c SET length = 3, hash = l.hash FROM audit_link l
      WHERE c.chain = 'instance:b' AND l.chain = c.chain AND l.position = 3
      """
    );

    assertThat(fault()).isEqualTo(new Fault(Kind.replaced, CHAIN, 5, entry(5)));
  }

  @Test
  void findsAHeadThatWasDeleted() throws SQLException {
    database.tamper("DELETE FROM audit_chain WHERE chain = 'instance:b'");

    assertThat(fault()).isEqualTo(new Fault(Kind.replaced, CHAIN, 1, entry(1)));
  }

  @Test
  void findsAChainThatWasRecomputedUnderItsHead() throws SQLException {
    long last = entry(5);
    database.tamper(
      "UPDATE audit_entry SET title = 'Nothing happened' WHERE instance_id = 'b'",
      "CREATE TEMP TABLE head AS SELECT * FROM audit_chain WHERE chain = 'instance:b'",
      "DELETE FROM audit_link WHERE chain = 'instance:b'",
      "DELETE FROM audit_chain WHERE chain = 'instance:b'",
      "SELECT link_audit_entries(array_agg(id)) FROM audit_entry WHERE instance_id = 'b'",
      "UPDATE audit_chain c SET hash = h.hash FROM head h WHERE h.chain = c.chain"
    );

    assertThat(fault()).isEqualTo(new Fault(Kind.replaced, CHAIN, 5, last));
  }

  @Test
  void findsAnEntryThatNoChainKnows() throws SQLException {
    database.tamper(
      "INSERT INTO audit_entry (at, type, actor, instance_id, title, detail) VALUES (now(), 'a.b', 'x', 'b', 'x', '{}')"
    );
    long id = jdbc.sql("SELECT max(id) FROM audit_entry").query(Long.class).single();

    assertThat(fault()).isEqualTo(new Fault(Kind.unchained, CHAIN, 0, id));
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "UPDATE audit_chain SET length = 1",
      "INSERT INTO audit_chain VALUES ('instance:x', 0, '')",
      "DELETE FROM audit_chain",
      "TRUNCATE audit_chain",
      "UPDATE audit_link SET position = 1",
      "INSERT INTO audit_link VALUES ('instance:x', 1, 1, '', '')",
      "DELETE FROM audit_link",
      "TRUNCATE audit_link",
    }
  )
  void letsNobodyWriteChainsByHand(String statement) {
    assertThatThrownBy(() -> jdbc.sql(statement).update())
      .rootCause()
      .hasMessageContaining("refused");
  }

  /** The same fault for the whole trail and for the instance alone. */
  private Fault fault() {
    var fault = verifier.verify(null).first();
    assertThat(verifier.verify("b").first()).isEqualTo(fault);
    return Objects.requireNonNull(fault);
  }

  private void deleteFrom(String condition) throws SQLException {
    database.tamper(
      "DELETE FROM audit_entry e USING audit_link l WHERE l.entry_id = e.id AND l.chain = 'instance:b' AND " +
        condition,
      "DELETE FROM audit_link WHERE chain = 'instance:b' AND " + condition
    );
  }

  private long entry(int position) {
    return jdbc
      .sql("SELECT entry_id FROM audit_link WHERE chain = 'instance:b' AND position = :position")
      .param("position", position)
      .query(Long.class)
      .single();
  }
}
