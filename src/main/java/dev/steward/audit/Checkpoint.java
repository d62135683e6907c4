package dev.steward.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A signed statement about the ends of chains.
 *
 * @param document what was signed, byte by byte; docs/audit.md has its fields
 * @param crossSignature of the key before, where another took its place
 */
record Checkpoint(
  long number,
  String document,
  byte[] signature,
  byte @Nullable [] crossSignature
) {
  /** Before the first one. */
  static final byte[] NONE = new byte[ChainHash.LENGTH];

  private static final ObjectMapper JSON = new ObjectMapper();

  static Checkpoint of(ResultSet row, int index) throws SQLException {
    return new Checkpoint(
      row.getLong("number"),
      row.getString("document"),
      row.getBytes("signature"),
      row.getBytes("cross_signature")
    );
  }

  /** What is signed, as it is signed. */
  static String document(
    long number,
    Instant at,
    byte[] previous,
    int ends,
    byte[] root,
    VerifyingKey key,
    @Nullable VerifyingKey replaces
  ) {
    return "{\"type\":\"steward.audit.checkpoint.1\",\"number\":%d,\"at\":\"%s\",\"previous\":\"%s\",\"ends\":%d,\"root\":\"%s\",\"key\":%s,\"replaces\":%s}".formatted(
      number,
      ChainHash.text(at),
      HexFormat.of().formatHex(previous),
      ends,
      HexFormat.of().formatHex(root),
      key.json(),
      replaces == null ? "null" : replaces.json()
    );
  }

  /** What the next one names as the one before. */
  byte[] hash() {
    return ChainHash.sha256(document.getBytes(StandardCharsets.UTF_8));
  }

  /** Missing fields where the document is none. */
  JsonNode fields() {
    try {
      return JSON.readTree(document);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  VerifyingKey key() {
    return new VerifyingKey(fields().at("/key/x").asText());
  }

  Optional<VerifyingKey> replaces() {
    var key = fields().at("/replaces/x");
    return key.isTextual() ? Optional.of(new VerifyingKey(key.asText())) : Optional.empty();
  }

  /** One line, as the file outside of the database and evidence have it. */
  String line() {
    return JSON.createObjectNode()
      .put("number", number)
      .put("document", document)
      .put("signature", text(signature))
      .put("crossSignature", crossSignature == null ? null : text(crossSignature))
      .toString();
  }

  private static String text(byte[] signature) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }
}
