package dev.steward.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/** Digests that do not depend on how JSON was written down: RFC 8785, then SHA-256. */
public final class CanonicalJson {

  private CanonicalJson() {}

  /** @return 64 hexadecimal digits */
  public static String sha256(JsonNode value) {
    try {
      // The canonicalizer takes objects and arrays only.
      var canonical = new JsonCanonicalizer("[" + value + "]").getEncodedUTF8();
      return sha256(canonical);
    } catch (IOException e) {
      throw new IllegalArgumentException("The value cannot be written as canonical JSON", e);
    }
  }

  /** @return 64 hexadecimal digits */
  public static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
