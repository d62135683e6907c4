package dev.steward.verify;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds what entries are said to have said against the digests that the chain has of it. */
final class PayloadCheck {

  static final String FILE = "payloads.jsonl";

  private final Map<Long, String> digests = new HashMap<>();
  private int line;

  /** @param entries that were found sound */
  PayloadCheck(List<String> entries) {
    for (var text : entries) {
      var entry = Json.object(text);
      if (Json.object(Json.text(entry, "detail")).get("sealed") instanceof Map<?, ?> sealed) {
        digests.put(Json.number(entry, "id"), Json.text(Json.members(sealed), "digest"));
      }
    }
  }

  void next(String text) throws FaultException {
    line++;
    try {
      check(Json.object(text));
    } catch (IllegalArgumentException e) {
      throw new FaultException("unreadable", FILE, "line " + line);
    }
  }

  private void check(Map<String, Object> payload) throws FaultException {
    var digest = digests.remove(Json.number(payload, "id"));
    if (digest == null) {
      throw new FaultException("added", FILE, "line " + line);
    }
    var said = Json.text(payload, "payload").getBytes(StandardCharsets.UTF_8);
    var salt = Hashes.hex(Json.text(payload, "salt"));
    if (!Hashes.hex(Hashes.sha256(salt, said)).equals(digest)) {
      throw new FaultException("changed", FILE, "line " + line);
    }
  }

  int unopened() {
    return digests.size();
  }
}
