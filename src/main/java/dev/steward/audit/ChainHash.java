package dev.steward.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hashes of the trail, computed apart from the database that is under suspicion. The format is in docs/audit.md. */
final class ChainHash {

  static final int LENGTH = 32;

  private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'"
  ).withZone(ZoneOffset.UTC);

  private final MessageDigest sha256;

  private ChainHash() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] ofEntry(StoredEntry entry) {
    return new ChainHash()
      .field("steward.audit.entry.1")
      .field(String.valueOf(entry.id()))
      .field(text(entry.at()))
      .field(entry.type())
      .field(entry.actor())
      .field(entry.onBehalfOf())
      .field(entry.processKey())
      .field(entry.instanceId())
      .field(entry.activityId())
      .field(entry.state())
      .field(entry.title())
      .field(entry.detail())
      .field(entry.traceId())
      .sha256.digest();
  }

  /** @param previous the hash of the link before; 32 zero bytes for the first */
  static byte[] ofLink(String chain, long position, byte[] digest, byte[] previous) {
    var hash = new ChainHash()
      .field("steward.audit.link.1")
      .field(chain)
      .field(String.valueOf(position));
    hash.sha256.update(digest);
    hash.sha256.update(previous);
    return hash.sha256.digest();
  }

  /** A leaf of a checkpoint's tree: where a chain ended. */
  static byte[] endOf(String chain, long length, byte[] hash) {
    var bytes = new ByteArrayOutputStream();
    for (var field : List.of("steward.audit.end.1", chain, String.valueOf(length))) {
      var text = field.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
      bytes.writeBytes(text);
    }
    bytes.writeBytes(hash);
    return bytes.toByteArray();
  }

  static byte[] sha256(byte[] bytes) {
    return new ChainHash().sha256.digest(bytes);
  }

  private ChainHash field(@Nullable String value) {
    var bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
    sha256.update(
      ByteBuffer.allocate(Integer.BYTES)
        .putInt(value == null ? -1 : bytes.length)
        .array()
    );
    sha256.update(bytes);
    return this;
  }

  static String text(Instant at) {
    return MICROSECONDS.format(at);
  }
}
