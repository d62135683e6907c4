package dev.steward.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The key that keys of instances are wrapped with; 256 bits. */
final class SealingKey {

  private static final int ID_LENGTH = 16;

  private final byte[] key;
  private final String id;

  private SealingKey(byte[] key) {
    this.key = key;
    var named = Arrays.copyOf(
      "steward.audit.sealing.1:".getBytes(StandardCharsets.UTF_8),
      24 + key.length
    );
    System.arraycopy(key, 0, named, 24, key.length);
    this.id = HexFormat.of().formatHex(ChainHash.sha256(named)).substring(0, ID_LENGTH);
  }

  /** @throws IllegalArgumentException where it is not 32 bytes in base64 */
  static SealingKey ofText(String text) {
    var key = Base64.getDecoder().decode(text.strip());
    if (key.length != Aes.KEY_LENGTH) {
      throw new IllegalArgumentException(
        "%d bytes in base64 are wanted, and there are %d".formatted(Aes.KEY_LENGTH, key.length)
      );
    }
    return new SealingKey(key);
  }

  static String newText() {
    return Base64.getEncoder().encodeToString(Aes.random(Aes.KEY_LENGTH)) + "\n";
  }

  String id() {
    return id;
  }

  byte[] wrap(byte[] instanceKey, String instanceId) {
    return Aes.seal(key, instanceKey, "key of " + instanceId);
  }

  /** @return empty where it was wrapped with another key, or for another instance */
  Optional<byte[]> unwrap(byte[] wrapped, String instanceId) {
    return Aes.open(key, wrapped, "key of " + instanceId);
  }
}
