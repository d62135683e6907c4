package dev.steward.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The chain of a process instance for those who take it elsewhere: its entries as they were hashed, and the proof that it was signed. */
@Component
public class InstanceChain {

  private static final HexFormat HEX = HexFormat.of();

  private final JdbcClient jdbc;
  private final CheckpointRows rows;
  private final Checkpoints checkpoints;
  private final SigningKeys keys;
  private final Payloads payloads;
  private final ObjectMapper json;

  InstanceChain(
    DataSource dataSource,
    CheckpointRows rows,
    Checkpoints checkpoints,
    SigningKeys keys,
    Payloads payloads,
    ObjectMapper json
  ) {
    this.jdbc = JdbcClient.create(dataSource);
    this.rows = rows;
    this.checkpoints = checkpoints;
    this.keys = keys;
    this.payloads = payloads;
    this.json = json;
  }

  /**
   * @param entries in the order of positions, with every hashed field; {@code detail} is the text that was hashed
   * @param readable the same for people: {@code detail} is JSON, and what is sealed is opened; without hashes
   * @param payloads what is sealed in entries, with the salts of its digests; none that is erased
   * @param signed where a checkpoint has the chain, with the path to its root; null where none has it yet
   * @param checkpoints the lines of that one and of all that connect its key with others
   */
  public record Proven(
    List<ObjectNode> entries,
    List<ObjectNode> readable,
    List<ObjectNode> payloads,
    @Nullable ObjectNode signed,
    List<String> checkpoints
  ) {
    public Proven {
      entries = List.copyOf(entries);
      readable = List.copyOf(readable);
      payloads = List.copyOf(payloads);
      checkpoints = List.copyOf(checkpoints);
    }
  }

  public String name(String instanceId) {
    return ChainVerifier.ofInstance(instanceId);
  }

  /** How many entries there are. In a transaction, none is added before its end but by it. */
  public long length(String instanceId) {
    return jdbc
      .sql("SELECT length FROM audit_chain WHERE chain = :chain FOR UPDATE")
      .param("chain", name(instanceId))
      .query(Long.class)
      .optional()
      .orElse(0L);
  }

  /** Has the end of the chain signed first where it is not; that fails silently on a node whose key does not count. */
  public Proven prove(String instanceId) {
    var chain = name(instanceId);
    var entries = entries(chain);
    var key = key(instanceId);
    var readable = entries
      .stream()
      .map(entry -> readable(instanceId, entry, key))
      .toList();
    var sealed = entries
      .stream()
      .flatMap(entry -> payload(instanceId, entry, key).stream())
      .toList();
    if (
      rows
        .endsOf(chain)
        .stream()
        .noneMatch(end -> end.length() >= entries.size())
    ) {
      checkpoints.now();
    }
    var ends = rows
      .endsOf(chain)
      .stream()
      .filter(end -> end.length() <= entries.size())
      .toList();
    var newest = ends.isEmpty() ? null : ends.getLast();
    var lines = new TreeMap<Long, String>();
    rows.rotations().forEach(rotation -> lines.put(rotation.number(), rotation.line()));
    if (newest == null) {
      return new Proven(entries, readable, sealed, null, List.copyOf(lines.values()));
    }
    rows
      .find(newest.checkpoint())
      .ifPresent(checkpoint -> lines.put(checkpoint.number(), checkpoint.line()));
    return new Proven(entries, readable, sealed, signed(newest), List.copyOf(lines.values()));
  }

  private ObjectNode signed(CheckpointRows.End end) {
    var ends = rows.ends(end.checkpoint());
    int index = ends.stream().map(CheckpointRows.End::chain).toList().indexOf(end.chain());
    var signed = json
      .createObjectNode()
      .put("checkpoint", end.checkpoint())
      .put("length", end.length())
      .put("hash", HEX.formatHex(end.hash()))
      .put("index", index)
      .put("ends", ends.size());
    var path = signed.putArray("path");
    new MerkleTree(ends.stream().map(CheckpointRows.End::leaf).toList())
      .path(index)
      .forEach(hash -> path.add(HEX.formatHex(hash)));
    return signed;
  }

  /** The signature of this node's key, in base64url. */
  public String sign(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(keys.current().sign(text));
  }

  /** The key that {@link #sign} signs with, as a JWK. */
  public ObjectNode key() {
    var key = keys.current().verifying();
    return json
      .createObjectNode()
      .put("kty", "OKP")
      .put("crv", "Ed25519")
      .put("x", key.x())
      .put("kid", key.id());
  }

  private Payloads.@Nullable Key key(String instanceId) {
    return jdbc
      .sql("SELECT * FROM audit_instance_key WHERE instance_id = :id")
      .param("id", instanceId)
      .query((row, number) -> StoredEntry.key(row))
      .optional()
      .orElse(null);
  }

  private ObjectNode readable(String instanceId, ObjectNode stored, Payloads.@Nullable Key key) {
    var opened = payloads.open(
      new AuditEntry(
        stored.path("type").asText(),
        stored.path("actor").asText(),
        null,
        null,
        instanceId,
        null,
        null,
        stored.path("title").asText(),
        payloads.read(stored.path("detail").asText())
      ),
      key
    );
    var readable = stored.deepCopy();
    readable.remove(List.of("digest", "hash"));
    return readable.put("title", opened.title()).set("detail", json.valueToTree(opened.detail()));
  }

  private Optional<ObjectNode> payload(
    String instanceId,
    ObjectNode stored,
    Payloads.@Nullable Key key
  ) {
    var detail = payloads.read(stored.path("detail").asText());
    return detail.get(Payloads.SEALED) instanceof Map<?, ?> sealed
      ? payloads
          .payload(instanceId, stored.path("type").asText(), sealed, key)
          .map(payload ->
            json
              .createObjectNode()
              .put("id", stored.path("id").longValue())
              .put("salt", HEX.formatHex(payload.salt()))
              .put("payload", payload.text())
          )
      : Optional.empty();
  }

  private List<ObjectNode> entries(String chain) {
    return jdbc
      .sql(
        """
        SELECT e.*, l.position, l.digest, l.hash FROM audit_link l JOIN audit_entry e ON e.id = l.entry_id
        WHERE l.chain = :chain ORDER BY l.position
        """
      )
      .param("chain", chain)
      .query(this::entry)
      .list();
  }

  private ObjectNode entry(ResultSet row, int index) throws SQLException {
    var entry = StoredEntry.of(row);
    return json
      .createObjectNode()
      .put("position", row.getLong("position"))
      .put("id", entry.id())
      .put("at", ChainHash.text(entry.at()))
      .put("type", entry.type())
      .put("actor", entry.actor())
      .put("onBehalfOf", entry.onBehalfOf())
      .put("processKey", entry.processKey())
      .put("instanceId", entry.instanceId())
      .put("activityId", entry.activityId())
      .put("state", entry.state())
      .put("title", entry.title())
      .put("detail", entry.detail())
      .put("traceId", entry.traceId())
      .put("digest", HEX.formatHex(row.getBytes("digest")))
      .put("hash", HEX.formatHex(row.getBytes("hash")));
  }
}
