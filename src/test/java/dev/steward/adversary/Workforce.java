package dev.steward.adversary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.model.Conversation;
import dev.steward.model.RehearsedWork;
import dev.steward.model.Reply;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a good model would do: the agents' rehearsals, but for invoices, which a rehearsal cannot read. */
final class Workforce {

  private static final Pattern INVOICE = Pattern.compile(
    "Invoice (\\S+) for your order (\\S+):.*?Total: EUR ([0-9.]+)\\. Please pay to ([A-Z0-9]+)"
  );

  private final RehearsedWork rehearsed = new RehearsedWork();

  Reply next(Conversation conversation, List<JsonNode> messages) {
    var next = rehearsed.next(conversation, messages);
    if (!conversation.agent().equals("invoice-reader") || !next.calls().isEmpty()) {
      return next;
    }
    var claim = INVOICE.matcher(conversation.messages("tool").toString());
    return claim.find()
      ? Reply.answer(
          Map.of(
            "readable",
            true,
            "invoice",
            claim.group(1),
            "purchaseOrder",
            claim.group(2),
            "amount",
            Double.parseDouble(claim.group(3)),
            "iban",
            claim.group(4),
            "remarks",
            "None."
          )
        )
      : Reply.answer(Map.of("readable", false));
  }
}
