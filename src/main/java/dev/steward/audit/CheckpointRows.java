package dev.steward.audit;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The checkpoints in the database. */
@Component
class CheckpointRows {

  // A chain that was set back to a length that was signed already is not signed once more: that is for the verification to find.
  private static final String ADD_ENDS = """
  INSERT INTO audit_checkpoint_end (chain, length, hash, checkpoint)
  SELECT c.chain, c.length, c.hash, :number FROM audit_chain c
  WHERE c.length > 0
      AND NOT EXISTS (SELECT FROM audit_checkpoint_end e WHERE e.chain = c.chain AND e.length = c.length)
  """;

  private final JdbcClient jdbc;

  CheckpointRows(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** Where a chain ended when it was signed. */
  record End(String chain, long length, byte[] hash, long checkpoint) {
    byte[] leaf() {
      return ChainHash.endOf(chain, length, hash);
    }
  }

  /** Until the end of the transaction; waits for whoever is about it. */
  void lock() {
    jdbc
      .sql("SELECT pg_advisory_xact_lock(hashtextextended('checkpoint', 0))")
      .query()
      .listOfRows();
  }

  /** @return whether nobody else was about it */
  boolean tryLock() {
    return jdbc
      .sql("SELECT pg_try_advisory_xact_lock(hashtextextended('checkpoint', 0))")
      .query(Boolean.class)
      .single();
  }

  Optional<Checkpoint> newest() {
    return jdbc
      .sql("SELECT * FROM audit_checkpoint ORDER BY number DESC LIMIT 1")
      .query(Checkpoint::of)
      .optional();
  }

  Optional<Checkpoint> find(long number) {
    return jdbc
      .sql("SELECT * FROM audit_checkpoint WHERE number = :number")
      .param("number", number)
      .query(Checkpoint::of)
      .optional();
  }

  /** In their order. */
  List<Checkpoint> after(long number, int limit) {
    return jdbc
      .sql("SELECT * FROM audit_checkpoint WHERE number > :number ORDER BY number LIMIT :limit")
      .param("number", number)
      .param("limit", limit)
      .query(Checkpoint::of)
      .list();
  }

  /** In their order, each the first of a key that took another's place. */
  List<Checkpoint> rotations() {
    return jdbc
      .sql("SELECT * FROM audit_checkpoint WHERE cross_signature IS NOT NULL ORDER BY number")
      .query(Checkpoint::of)
      .list();
  }

  int addEnds(long number) {
    return jdbc.sql(ADD_ENDS).param("number", number).update();
  }

  void add(Checkpoint checkpoint) {
    jdbc
      .sql(
        """
        INSERT INTO audit_checkpoint (number, document, signature, cross_signature)
        VALUES (:number, :document, :signature, :crossSignature)
        """
      )
      .param("number", checkpoint.number())
      .param("document", checkpoint.document())
      .param("signature", checkpoint.signature())
      .param("crossSignature", checkpoint.crossSignature(), java.sql.Types.BINARY)
      .update();
  }

  /** What a checkpoint added, in the order of its tree. */
  List<End> ends(long checkpoint) {
    return jdbc
      .sql(
        "SELECT * FROM audit_checkpoint_end WHERE checkpoint = :checkpoint ORDER BY chain, length"
      )
      .param("checkpoint", checkpoint)
      .query(CheckpointRows::end)
      .list();
  }

  /** All of a chain, the longest last. */
  List<End> endsOf(String chain) {
    return jdbc
      .sql("SELECT * FROM audit_checkpoint_end WHERE chain = :chain ORDER BY length")
      .param("chain", chain)
      .query(CheckpointRows::end)
      .list();
  }

  private static End end(java.sql.ResultSet row, int index) throws java.sql.SQLException {
    return new End(
      row.getString("chain"),
      row.getLong("length"),
      row.getBytes("hash"),
      row.getLong("checkpoint")
    );
  }
}
