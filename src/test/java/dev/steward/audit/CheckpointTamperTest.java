package dev.steward.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.audit.Fault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class CheckpointTamperTest {

  private final AuditDatabase database = new AuditDatabase();
  private final JdbcClient jdbc = JdbcClient.create(database.application);
  private final AuditProperties made = database.properties(null, Set.of());

  @BeforeEach
  void signTwice() throws SQLException {
    for (var instance : new String[] { "a", "b", "c", null }) {
      database.write(instance, 3);
    }
    database.checkpoints(made).fromTimeToTime();
    database.write("b", 2);
    database.checkpoints(made).fromTimeToTime();
    database.write("c", 1);
  }

  @Test
  void findsNothingWhereNobodyTouchedAnything() {
    assertThat(verified(made)).isEqualTo(new ChainVerifier.Result(4, 15, 2, null));
    assertThat(database.verifier(made).verify("b")).isEqualTo(
      new ChainVerifier.Result(1, 5, 2, null)
    );
  }

  @Test
  void signsOnlyWhatChanged() {
    var ends = "SELECT count(*) FROM audit_checkpoint_end WHERE checkpoint = ";
    assertThat(
      jdbc
        .sql(ends + 1)
        .query(Long.class)
        .single()
    ).isEqualTo(4);
    assertThat(
      jdbc
        .sql(ends + 2)
        .query(Long.class)
        .single()
    ).isEqualTo(1);

    database.checkpoints(made).fromTimeToTime();
    database.checkpoints(made).fromTimeToTime();

    assertThat(verified(made).checkpoints()).isEqualTo(3);
  }

  @Test
  void findsAChainThatWasRewrittenWithItsEndAndAllItsEntries() throws SQLException {
    long third = entry(3);
    database.tamper(
      "UPDATE audit_entry SET title = 'Nothing happened' WHERE instance_id = 'b'",
      "DELETE FROM audit_link WHERE chain = 'instance:b'",
      "DELETE FROM audit_chain WHERE chain = 'instance:b'",
      "SELECT link_audit_entries(array_agg(id)) FROM audit_entry WHERE instance_id = 'b'"
    );

    var fault = new Fault(Kind.rewritten, "instance:b", 3, third);
    assertThat(verified(made).first()).isEqualTo(fault);
    assertThat(database.verifier(made).verify("b").first()).isEqualTo(fault);
  }

  @Test
  void findsAChainThatWasDeletedWithItsEnd() throws SQLException {
    database.tamper(
      "DELETE FROM audit_entry WHERE instance_id = 'b'",
      "DELETE FROM audit_link WHERE chain = 'instance:b'",
      "DELETE FROM audit_chain WHERE chain = 'instance:b'"
    );

    assertThat(verified(made).first()).isEqualTo(new Fault(Kind.rewritten, "instance:b", 3, null));
  }

  @Test
  void findsATailThatWasCutOffWithTheEndSetBack() throws SQLException {
    database.tamper(
      "DELETE FROM audit_entry e USING audit_link l WHERE l.entry_id = e.id AND chain = 'instance:b' AND position > 3",
      "DELETE FROM audit_link WHERE chain = 'instance:b' AND position > 3",
      """
      UPDATE audit_chain c SET length = 3, hash = l.hash FROM audit_link l
      WHERE c.chain = 'instance:b' AND l.chain = c.chain AND l.position = 3
      """
    );
    database.checkpoints(made).fromTimeToTime();

    assertThat(verified(made).first()).isEqualTo(new Fault(Kind.rewritten, "instance:b", 5, null));
  }

  @ParameterizedTest
  @ValueSource(longs = { 1, 2 })
  void findsACheckpointThatWasDeleted(long number) throws SQLException {
    database.tamper(
      "DELETE FROM audit_checkpoint_end WHERE checkpoint = " + number,
      "DELETE FROM audit_checkpoint WHERE number = " + number
    );

    assertThat(verified(made).first()).isEqualTo(checkpoint(Kind.checkpoint, number));
  }

  @Test
  void findsThatNothingIsSignedAnyMore() throws SQLException {
    database.tamper("DELETE FROM audit_checkpoint_end", "DELETE FROM audit_checkpoint");
    database.checkpoints(made).fromTimeToTime();

    assertThat(verified(made).first()).isEqualTo(checkpoint(Kind.checkpoint, 1));
    assertThat(linesOfFile()).as("what was there, and no more").isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "UPDATE audit_checkpoint_end SET hash = sha256('x') WHERE checkpoint = 2",
      "UPDATE audit_checkpoint_end SET length = 4 WHERE checkpoint = 2",
      "UPDATE audit_checkpoint_end SET chain = 'instance:x' WHERE checkpoint = 2",
      "DELETE FROM audit_checkpoint_end WHERE checkpoint = 2",
      "UPDATE audit_checkpoint_end SET checkpoint = 2 WHERE checkpoint = 1 AND chain = 'instance:a'",
    }
  )
  void findsEndsThatWereChangedUnderACheckpoint(String statement) throws SQLException {
    database.tamper(statement);

    var fault = Objects.requireNonNull(verified(made).first());
    assertThat(fault.kind()).isEqualTo(Kind.checkpoint);
    assertThat(fault.position()).isBetween(1L, 2L);
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "UPDATE audit_checkpoint SET document = replace(document, '\"ends\":1', '\"ends\":2') WHERE number = 2",
      "UPDATE audit_checkpoint SET signature = set_byte(signature, 5, get_byte(signature, 5) # 1) WHERE number = 2",
      "UPDATE audit_checkpoint SET signature = '' WHERE number = 2",
    }
  )
  void findsACheckpointThatNobodySigned(String statement) throws SQLException {
    database.tamper(statement);

    assertThat(verified(made).first()).isEqualTo(checkpoint(Kind.signature, 2));
  }

  @Test
  void findsACheckpointThatSomebodyElseSigned() throws Exception {
    var stolen = jdbc
      .sql("SELECT document FROM audit_checkpoint WHERE number = 2")
      .query(String.class)
      .single();
    var other = SigningKey.ofPem(SigningKey.newPem());
    var rewritten = stolen.replaceAll(
      "\"x\":\"[^\"]+\"",
      "\"x\":\"" + other.verifying().x() + "\""
    );
    database.tamper(
      "UPDATE audit_checkpoint SET document = '%s', signature = decode('%s', 'hex') WHERE number = 2".formatted(
        rewritten,
        HexFormat.of().formatHex(other.sign(rewritten))
      )
    );

    assertThat(verified(made).first()).isEqualTo(checkpoint(Kind.signature, 2));
  }

  @Test
  void findsATrailThatWasSignedAnewByAnotherKeyFromTheFirstOn() throws Exception {
    var keys = database.properties(newKey("other.pem"), null, Set.of());
    database.tamper("DELETE FROM audit_checkpoint_end", "DELETE FROM audit_checkpoint");
    Files.delete(database.beside().resolve("checkpoints.jsonl"));
    database.checkpoints(keys).fromTimeToTime();

    assertThat(verified(keys).first()).isNull();
    assertThat(verified(made).first()).isEqualTo(checkpoint(Kind.signature, 1));
  }

  @Test
  void goesOnUnderAKeyThatTheOneBeforeVouchesFor() throws IOException {
    var next = database.properties(newKey("next.pem"), keyMade(), Set.of());
    database.checkpoints(next).fromTimeToTime();

    assertThat(verified(next)).isEqualTo(new ChainVerifier.Result(5, 16, 3, null));
    assertThat(
      jdbc
        .sql("SELECT detail ->> 'to' FROM audit_entry WHERE type = 'signing-key.replaced'")
        .query(String.class)
        .single()
    ).isEqualTo(new SigningKeys(next).current().verifying().id());
    var without = database.properties(next.signing().keyFile(), null, Set.of());
    assertThat(verified(without).first()).isNull();
  }

  @Test
  void findsAKeyThatTheOneBeforeDidNotVouchFor() throws Exception {
    var next = database.properties(newKey("next.pem"), keyMade(), Set.of());
    database.checkpoints(next).fromTimeToTime();
    database.tamper("UPDATE audit_checkpoint SET cross_signature = signature WHERE number = 3");

    assertThat(verified(next).first()).isEqualTo(checkpoint(Kind.signature, 3));
  }

  @Test
  void doesNotSignWithAKeyThatNothingConnectsWithTheOneInForceUnlessThatIsLost()
    throws IOException {
    var key = newKey("next.pem");
    var stranger = database.properties(key, null, Set.of());

    assertThat(database.checkpoints(stranger).now()).isEmpty();
    assertThat(verified(stranger).first()).isEqualTo(checkpoint(Kind.signature, 2));

    var lost = new SigningKeys(made).current().verifying().id();
    var heir = database.properties(key, null, Set.of(lost));
    assertThat(database.checkpoints(heir).now()).isPresent();
    assertThat(verified(heir).first()).isNull();
  }

  @Test
  void bringsTheFileUpToDateAfterACrash() throws IOException {
    var file = database.beside().resolve("checkpoints.jsonl");
    var first = Files.readAllLines(file)
      .stream()
      .filter(line -> !line.isEmpty())
      .findFirst();
    Files.writeString(file, first.orElseThrow() + "\n{\"number\":2,\"docu");

    database.checkpoints(made).fromTimeToTime();

    assertThat(linesOfFile()).isEqualTo(3);
    assertThat(verified(made).first()).isNull();
  }

  @Test
  void keepsItsKeyToItself() throws IOException {
    assertThat(Files.getPosixFilePermissions(keyMade())).hasSize(2);
  }

  private ChainVerifier.Result verified(AuditProperties properties) {
    return database.verifier(properties).verify(null);
  }

  private static Fault checkpoint(Kind kind, long number) {
    return new Fault(kind, CheckpointCheck.CHECKPOINTS, number, null);
  }

  private Path keyMade() {
    return database.beside().resolve("signing-key.pem");
  }

  private Path newKey(String name) throws IOException {
    return Files.writeString(database.beside().resolve(name), SigningKey.newPem());
  }

  private long linesOfFile() {
    return new CheckpointFile(made).read(lines -> lines.count());
  }

  private long entry(int position) {
    return jdbc
      .sql("SELECT entry_id FROM audit_link WHERE chain = 'instance:b' AND position = :position")
      .param("position", position)
      .query(Long.class)
      .single();
  }
}
