package dev.steward.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a good model would do as each agent of the lead-outreach process, from what it is told and nothing else. */
final class LeadOutreachScript implements Function<Conversation, Reply> {

  @Override
  public Reply apply(Conversation conversation) {
    var lead = conversation.data().path("lead");
    return switch (conversation.agent()) {
      case "account-researcher" -> research(conversation, lead);
      case "crm-historian" -> history(conversation, lead);
      case "fit-scorer" -> score(conversation);
      case "outreach-writer" -> draft(lead);
      case "compliance-checker" -> Reply.answer(Map.of("approved", true, "issues", List.of()));
      case "outreach-sender" -> send(conversation, lead);
      case "follow-up-coordinator" -> plan(conversation, lead);
      case "reply-analyst" -> analyse(conversation);
      default -> throw new IllegalArgumentException("No such agent: " + conversation.agent());
    };
  }

  private static Reply research(Conversation conversation, JsonNode lead) {
    if (conversation.turn() == 0) {
      return Reply.call("company_lookup", Map.of("name", lead.path("company").asText()));
    }
    var found = conversation.result("company_lookup");
    return Reply.answer(
      Map.of(
        "company",
        found.path("name").asText(),
        "known",
        true,
        "employees",
        found.path("employees").asInt(),
        "summary",
        found.path("summary").asText(),
        "sources",
        List.of("company.lookup")
      )
    );
  }

  private static Reply history(Conversation conversation, JsonNode lead) {
    if (conversation.turn() == 0) {
      return Reply.call("crm_history", Map.of("email", lead.path("email").asText()));
    }
    var found = conversation.result("crm_history");
    return Reply.answer(
      Map.of(
        "known",
        found.path("known").asBoolean(),
        "summary",
        found.at("/activities/0/note").asText()
      )
    );
  }

  private static Reply score(Conversation conversation) {
    int employees = conversation.data().at("/research/employees").asInt();
    return Reply.answer(
      Map.of(
        "verdict",
        employees >= 100 ? "qualified" : "disqualified",
        "score",
        90,
        "confidence",
        0.95,
        "summary",
        "A company of " + employees + " people.",
        "reasons",
        List.of(employees + " employees (directory)")
      )
    );
  }

  private static Reply draft(JsonNode lead) {
    return Reply.answer(
      Map.of(
        "channel",
        "email",
        "subject",
        "Your request",
        "body",
        "Hello " +
          lead.path("contact").asText() +
          ", which step costs your team the most time? The client team",
        "account",
        "email-001"
      )
    );
  }

  private static Reply send(Conversation conversation, JsonNode lead) {
    if (conversation.turn() == 0) {
      var message = new LinkedHashMap<String, Object>();
      var draft = conversation.data().path("draft");
      for (var field : List.of("account", "channel", "subject", "body")) {
        message.put(field, draft.path(field).asText());
      }
      message.put("recipient", lead.path("email").asText());
      return Reply.call("outreach_send", message);
    }
    var sent = conversation.result("outreach_send");
    return sent.has("error")
      ? Reply.answer(
          Map.of(
            "status",
            "not-sent",
            "channel",
            "email",
            "reason",
            sent.at("/error/message").asText()
          )
        )
      : Reply.answer(
          Map.of(
            "status",
            "sent",
            "channel",
            sent.path("channel").asText(),
            "messageId",
            sent.path("messageId").asText()
          )
        );
  }

  private static Reply plan(Conversation conversation, JsonNode lead) {
    var email = lead.path("email").asText();
    var slot = conversation.result("calendar_find-slots").at("/items/0");
    return switch (conversation.turn()) {
      case 0 -> Reply.call("calendar_find-slots", Map.of("count", 3));
      // Two calls in one turn, of the same tool.
      case 1 -> Reply.call(
        "crm_log-activity",
        Map.of("email", email, "type", "outreach", "note", "First message sent.")
      ).and(
        Reply.call(
          "crm_log-activity",
          Map.of(
            "email",
            email,
            "type",
            "follow-up-planned",
            "note",
            "A call is planned.",
            "dueAt",
            slot.path("start").asText()
          )
        )
      );
      default -> Reply.answer(
        Map.of(
          "slotId",
          slot.path("slotId").asText(),
          "start",
          slot.path("start").asText(),
          "note",
          "Logged as " + conversation.results("crm_log-activity").size() + " activities."
        )
      );
    };
  }

  private static Reply analyse(Conversation conversation) {
    return Reply.answer(
      Map.of(
        "intent",
        "interested",
        "summary",
        "The reply says: " + conversation.data().at("/reply/body").asText(),
        "suggestion",
        "Confirm the planned call.",
        "confidence",
        0.9
      )
    );
  }
}
