package dev.steward.verify;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Checks what was signed: the checkpoints, and that the chain's end is in one of them. */
final class SignedCheck {

  static final String FILE = "checkpoints.jsonl";

  private static final byte[] LEAF = { 0 };
  private static final byte[] NODE = { 1 };

  private final Map<Long, Map<String, Object>> documents = new HashMap<>();
  /** Keys that vouch for each other; by the {@code x} of each. */
  private final Map<String, Set<String>> vouched = new HashMap<>();

  void next(int number, String line) throws FaultException {
    var place = "line " + number;
    try {
      var checkpoint = Json.object(line);
      var text = Json.text(checkpoint, "document");
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      var document = Json.object(text);
      var key = Json.text(Json.object(document, "key"), "x");
      if (!Hashes.isSigned(bytes, checkpoint.get("signature"), key)) {
        throw new FaultException("signature", FILE, place);
      }
      if (document.get("replaces") != null) {
        var before = Json.text(Json.object(document, "replaces"), "x");
        if (!Hashes.isSigned(bytes, checkpoint.get("crossSignature"), before)) {
          throw new FaultException("signature of the key before", FILE, place);
        }
        vouched.computeIfAbsent(before, x -> new HashSet<>()).add(key);
        vouched.computeIfAbsent(key, x -> new HashSet<>()).add(before);
      }
      documents.put(Json.number(document, "number"), document);
    } catch (IllegalArgumentException e) {
      throw new FaultException("unreadable", FILE, place);
    }
  }

  /**
   * @param chain its name
   * @param proof {@code signed} of the manifest
   * @return the key that signed it
   */
  String prove(String chain, Map<String, Object> proof) throws FaultException {
    var number = Json.number(proof, "checkpoint");
    var document = documents.get(number);
    if (document == null) {
      throw new FaultException("missing", FILE, "checkpoint " + number);
    }
    var node = Hashes.sha256(
      LEAF,
      Hashes.field("steward.audit.end.1"),
      Hashes.field(chain),
      Hashes.field(Json.number(proof, "length")),
      Hashes.hex(Json.text(proof, "hash"))
    );
    var root = root(node, Json.number(proof, "index"), Json.number(proof, "ends") - 1, proof);
    var isIn =
      document.get("ends").equals(proof.get("ends")) &&
      Hashes.hex(root).equals(document.get("root"));
    if (!isIn) {
      throw new FaultException("checkpoint", FILE, "checkpoint " + number);
    }
    return Json.text(Json.object(document, "key"), "x");
  }

  /** RFC 9162, 2.1.3.2. */
  private static byte[] root(byte[] leaf, long index, long last, Map<String, Object> proof)
    throws FaultException {
    var node = leaf;
    for (var sibling : Json.list(proof, "path")) {
      var beside = Hashes.hex(String.valueOf(sibling));
      if (index % 2 == 1 || index == last) {
        node = Hashes.sha256(NODE, beside, node);
        while (index % 2 == 0 && index != 0) {
          index /= 2;
          last /= 2;
        }
      } else {
        node = Hashes.sha256(NODE, node, beside);
      }
      index /= 2;
      last /= 2;
    }
    if (last != 0) {
      throw new FaultException("proof", "manifest.json", "signed");
    }
    return node;
  }

  /** Whether one of the trusted keys is this one, or is connected with it by keys that vouched for each other. */
  boolean isTrusted(String key, Set<String> trusted) {
    var reached = new HashSet<>(trusted);
    var grew = true;
    while (grew) {
      grew = false;
      for (var x : Set.copyOf(reached)) {
        grew |= reached.addAll(vouched.getOrDefault(x, Set.of()));
      }
    }
    return reached.contains(key);
  }
}
