package dev.steward.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** SHA-256 over fields, and Ed25519, as docs/audit.md has them. */
final class Hashes {

  private static final byte[] KEY_PREFIX = hex("302a300506032b6570032100");

  private Hashes() {}

  static byte[] sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its length and then its bytes; the length −1 for null. */
  static byte[] field(Object value) {
    var bytes = value == null ? new byte[0] : value.toString().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + bytes.length)
      .putInt(value == null ? -1 : bytes.length)
      .put(bytes)
      .array();
  }

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** The thumbprint of a key by its {@code x}, RFC 7638. */
  static String keyId(String x) {
    var members = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
    return Base64.getUrlEncoder()
      .withoutPadding()
      .encodeToString(sha256(members.getBytes(StandardCharsets.UTF_8)));
  }

  static boolean isSigned(byte[] bytes, Object signature, String x) {
    try {
      var key = Base64.getUrlDecoder().decode(x);
      var encoded = ByteBuffer.allocate(KEY_PREFIX.length + key.length)
        .put(KEY_PREFIX)
        .put(key);
      var check = Signature.getInstance("Ed25519");
      check.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded.array()))
      );
      check.update(bytes);
      return check.verify(Base64.getUrlDecoder().decode(String.valueOf(signature)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
