package dev.steward.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Holds the chains against what was signed of them, in the caller's snapshot. */
@Component
class CheckpointCheck {

  /** What a fault names as the chain of checkpoints themselves. */
  static final String CHECKPOINTS = "checkpoints";

  private static final int READ = 1_000;

  private static final String REWRITTEN = """
  SELECT e.chain, e.length, l.entry_id FROM audit_checkpoint_end e
  LEFT JOIN audit_link l ON l.chain = e.chain AND l.position = e.length
  WHERE (:chain::text IS NULL OR e.chain = :chain) AND l.hash IS DISTINCT FROM e.hash
  ORDER BY e.chain, e.length LIMIT 1
  """;

  private final CheckpointRows rows;
  private final CheckpointFile file;
  private final SigningKeys keys;
  private final JdbcClient jdbc;

  CheckpointCheck(
    CheckpointRows rows,
    CheckpointFile file,
    SigningKeys keys,
    DataSource dataSource
  ) {
    this.rows = rows;
    this.file = file;
    this.keys = keys;
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** @param checkpoints how many were read until the end or the first fault */
  record Result(long checkpoints, @Nullable Fault fault) {}

  /** The number of the last checkpoint outside of the database; to be asked for before the snapshot, which has that one as well. */
  long kept() {
    return file
      .read(lines -> lines.mapToLong(line -> line.path("number").asLong()).max())
      .orElse(0);
  }

  /**
   * All checkpoints, one after the other, then the file outside of the database, then all ends.
   *
   * @param kept up to which the file is held against them
   */
  Result whole(long kept) {
    long number = 0;
    Optional<Checkpoint> before = Optional.empty();
    for (var page = rows.after(number, READ); !page.isEmpty(); page = rows.after(number, READ)) {
      for (var checkpoint : page) {
        number++;
        var kind = wrong(number, checkpoint, before);
        if (kind.isPresent()) {
          return new Result(number, fault(kind.get(), number));
        }
        before = Optional.of(checkpoint);
      }
    }
    if (before.isPresent() && !keys.knows(before.get().key())) {
      return new Result(number, fault(Fault.Kind.signature, number));
    }
    var contradicted = contradicted(kept);
    return new Result(
      number,
      contradicted.map(at -> fault(Fault.Kind.checkpoint, at)).orElseGet(() -> rewritten(null))
    );
  }

  /** The checkpoints that have ends of a chain, each by itself, and those ends. */
  Result of(String chain) {
    var numbers = new HashSet<Long>();
    for (var end : rows.endsOf(chain)) {
      var checkpoint = numbers.add(end.checkpoint())
        ? rows.find(end.checkpoint())
        : Optional.<Checkpoint>empty();
      if (checkpoint.isPresent()) {
        var kind = wrong(checkpoint.get());
        if (kind.isPresent()) {
          return new Result(numbers.size(), fault(kind.get(), end.checkpoint()));
        }
      }
    }
    return new Result(numbers.size(), rewritten(chain));
  }

  private Optional<Fault.Kind> wrong(
    long number,
    Checkpoint checkpoint,
    Optional<Checkpoint> before
  ) {
    var previous = HexFormat.of().formatHex(before.map(Checkpoint::hash).orElse(Checkpoint.NONE));
    if (
      checkpoint.number() != number ||
      !previous.equals(checkpoint.fields().path("previous").asText())
    ) {
      return Optional.of(Fault.Kind.checkpoint);
    }
    var follows = before.isEmpty() || mayFollow(before.get().key(), checkpoint);
    return wrong(checkpoint).or(() ->
      follows ? Optional.empty() : Optional.of(Fault.Kind.signature)
    );
  }

  private Optional<Fault.Kind> wrong(Checkpoint checkpoint) {
    if (!checkpoint.key().hasSigned(checkpoint.document(), checkpoint.signature())) {
      return Optional.of(Fault.Kind.signature);
    }
    var fields = checkpoint.fields();
    var ends = rows.ends(checkpoint.number()).stream().map(CheckpointRows.End::leaf).toList();
    var root = HexFormat.of().formatHex(new MerkleTree(ends).root());
    var isSame =
      fields.path("number").asLong() == checkpoint.number() &&
      fields.path("ends").asInt(-1) == ends.size() &&
      fields.path("root").asText().equals(root);
    return isSame ? Optional.empty() : Optional.of(Fault.Kind.checkpoint);
  }

  private boolean mayFollow(VerifyingKey before, Checkpoint checkpoint) {
    if (checkpoint.key().equals(before) || keys.isLost(before)) {
      return true;
    }
    var vouched = checkpoint.crossSignature();
    return (
      vouched != null &&
      checkpoint.replaces().equals(Optional.of(before)) &&
      before.hasSigned(checkpoint.document(), vouched)
    );
  }

  /** The first checkpoint of the file that the database does not have, or has otherwise. */
  private Optional<Long> contradicted(long kept) {
    return file
      .read(lines ->
        lines.filter(line -> line.path("number").asLong() <= kept && !isKnown(line)).findFirst()
      )
      .map(line -> line.path("number").asLong());
  }

  private boolean isKnown(JsonNode line) {
    return rows
      .find(line.path("number").asLong())
      .filter(checkpoint -> checkpoint.line().equals(line.toString()))
      .isPresent();
  }

  private @Nullable Fault rewritten(@Nullable String chain) {
    return jdbc
      .sql(REWRITTEN)
      .param("chain", chain)
      .query((row, index) ->
        new Fault(
          Fault.Kind.rewritten,
          row.getString("chain"),
          row.getLong("length"),
          row.getObject("entry_id", Long.class)
        )
      )
      .optional()
      .orElse(null);
  }

  private static Fault fault(Fault.Kind kind, long number) {
    return new Fault(kind, CHECKPOINTS, number, null);
  }
}
