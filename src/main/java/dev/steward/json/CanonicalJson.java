package dev.steward.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * Digests that do not depend on how JSON was written down: RFC 8785, then SHA-256. A number that RFC 8785 cannot tell from its
 * neighbours stands in it as <code>{"$number": "…"}</code>.
 */
public final class CanonicalJson {

  private CanonicalJson() {}

  /** @return 64 hexadecimal digits */
  public static String sha256(JsonNode value) {
    try {
      // The canonicalizer takes objects and arrays only.
      var canonical = new JsonCanonicalizer("[" + exact(value) + "]").getEncodedUTF8();
      return sha256(canonical);
    } catch (IOException e) {
      throw new IllegalArgumentException("The value cannot be written as canonical JSON", e);
    }
  }

  /** RFC 8785 knows numbers of double precision only; two that differ beyond it would get one digest. */
  private static JsonNode exact(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> {
        var exact = JsonNodeFactory.instance.objectNode();
        object
          .properties()
          .forEach(property -> exact.set(property.getKey(), exact(property.getValue())));
        yield exact;
      }
      case ArrayNode array -> {
        var exact = JsonNodeFactory.instance.arrayNode();
        array.forEach(item -> exact.add(exact(item)));
        yield exact;
      }
      case NumericNode number when !isDouble(number) -> JsonNodeFactory.instance
        .objectNode()
        .put("$number", digits(number));
      default -> value;
    };
  }

  private static String digits(NumericNode number) {
    return Double.isFinite(number.doubleValue()) || !number.isDouble()
      ? number.decimalValue().stripTrailingZeros().toString()
      : number.asText();
  }

  private static boolean isDouble(NumericNode number) {
    double nearest = number.doubleValue();
    return (
      Double.isFinite(nearest) &&
      // As people write it: 0.1 is meant although no double is exactly that.
      new BigDecimal(Double.toString(nearest)).compareTo(number.decimalValue()) == 0
    );
  }

  /** @return 64 hexadecimal digits */
  public static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** @return 64 hexadecimal digits */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
