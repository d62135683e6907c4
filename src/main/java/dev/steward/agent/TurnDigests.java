package dev.steward.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.json.CanonicalJson;
import dev.steward.json.StoredJson;
import dev.steward.model.Message;
import dev.steward.model.ModelRequest;
import org.springframework.stereotype.Component;

/** Digests of what was asked and said, by which a replay tells whether it still is the same. */
@Component
class TurnDigests {

  private final StoredJson json;

  TurnDigests(StoredJson json) {
    this.json = json;
  }

  /** Without the tools: which are offered depends on permissions of the moment. */
  String of(ModelRequest request) {
    var all = JsonNodeFactory.instance.objectNode().put("concluding", request.concluding());
    var messages = all.putArray("messages");
    for (var message : request.messages()) {
      messages.add(json.tree(json.write(message, Message.class)));
    }
    return CanonicalJson.sha256(all);
  }

  String of(Message.Assistant said) {
    return CanonicalJson.sha256(json.tree(json.write(said, Message.class)));
  }
}
