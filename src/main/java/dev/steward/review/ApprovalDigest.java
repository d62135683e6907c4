package dev.steward.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.json.CanonicalJson;

/** What an approval is bound to: this tool, under this contract, with these arguments. */
final class ApprovalDigest {

  private ApprovalDigest() {}

  static String of(String tool, String toolVersion, JsonNode arguments) {
    var bound = JsonNodeFactory.instance.objectNode().put("tool", tool).put("version", toolVersion);
    bound.set("arguments", arguments);
    return CanonicalJson.sha256(bound);
  }
}
