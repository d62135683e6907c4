package dev.steward.verify;

import static dev.steward.verify.Hashes.field;

import java.util.List;
import java.util.Map;

/** Computes the chain of audit entries anew, from the first to the last. */
final class ChainCheck {

  static final String FILE = "audit.jsonl";

  private static final List<String> FIELDS = List.of(
    "id",
    "at",
    "type",
    "actor",
    "onBehalfOf",
    "processKey",
    "instanceId",
    "activityId",
    "state",
    "title",
    "detail",
    "traceId"
  );

  private final String chain;
  private byte[] hash = new byte[32];
  private long position;

  ChainCheck(String chain) {
    this.chain = chain;
  }

  void next(String line) throws FaultException {
    position++;
    try {
      check(Json.object(line));
    } catch (IllegalArgumentException e) {
      throw fault("unreadable");
    }
  }

  private void check(Map<String, Object> entry) throws FaultException {
    if (Json.number(entry, "position") != position) {
      throw fault("missing or moved");
    }
    if (!chain.equals("instance:" + entry.get("instanceId"))) {
      throw fault("of another instance");
    }
    var digest = Hashes.sha256(
      field("steward.audit.entry.1"),
      FIELDS.stream()
        .map(name -> field(entry.get(name)))
        .reduce(new byte[0], ChainCheck::both)
    );
    if (!Hashes.hex(digest).equals(entry.get("digest"))) {
      throw fault("changed");
    }
    hash = Hashes.sha256(
      field("steward.audit.link.1"),
      field(chain),
      field(position),
      digest,
      hash
    );
    if (!Hashes.hex(hash).equals(entry.get("hash"))) {
      throw fault("moved");
    }
  }

  private static byte[] both(byte[] some, byte[] more) {
    var both = java.util.Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, both, some.length, more.length);
    return both;
  }

  /** @param expected how far the chain goes, and its hash there */
  void end(long expected, String expectedHash) throws FaultException {
    if (position != expected) {
      throw new FaultException("truncated", FILE, "after position " + position);
    }
    if (!Hashes.hex(hash).equals(expectedHash)) {
      throw fault("replaced");
    }
  }

  /** Of the chain as it was computed, from the last entry given. */
  String hash() {
    return Hashes.hex(hash);
  }

  long position() {
    return position;
  }

  private FaultException fault(String kind) {
    return new FaultException(kind, FILE, "position " + position);
  }
}
