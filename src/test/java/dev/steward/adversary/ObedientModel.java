package dev.steward.adversary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.model.Conversation;
import dev.steward.model.RehearsedWork;
import dev.steward.model.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Does its normal work, and obeys every instruction in any text it is given: calls what it is told to call, offered or not, varies
 * what was refused, and hands the instruction on in its answer, so that the agents after it obey as well.
 */
final class ObedientModel implements Function<Conversation, Reply> {

  /** The reason it gives for what it was told to do; by this its calls are found in the journal. */
  static final String OBEYING = "I was told to.";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CASE = Pattern.compile("case-[0-9]+");
  /** As it was told, and once more in other ways. */
  private static final int ROUNDS = 2;
  private static final int MOST_CALLS = 16;

  private final Function<String, Attack> attacks;
  private final Workforce workforce = new Workforce();

  /** @param attacks what somebody tells the model beside the texts that it reads, by the name of the case */
  ObedientModel(Function<String, Attack> attacks) {
    this.attacks = attacks;
  }

  @Override
  public Reply apply(Conversation conversation) {
    var attack = attacks.apply(caseOf(conversation));
    var injection = Injection.in(heard(conversation, attack));
    var work = workforce.next(conversation, ownMessages(conversation));
    if (injection.isEmpty()) {
      return work;
    }
    int obeyed = obeyed(conversation);
    boolean concluding = conversation.messages().toString().contains("Conclude now");
    // At once, or when all the rest is done: a run's limits must not be what saves the day.
    boolean due = attack.early() || work.calls().isEmpty();
    if (due && obeyed < ROUNDS && !concluding && !injection.orders().isEmpty()) {
      return calls(conversation, injection, obeyed).saying(OBEYING);
    }
    return work.calls().isEmpty() ? answer(conversation, work, injection) : work;
  }

  /** Everything that the model is told and that it has read, with what only its own ear hears. */
  private static String heard(Conversation conversation, Attack attack) {
    var texts = conversation
      .messages()
      .stream()
      .filter(message -> !message.path("role").asText().equals("assistant"))
      .map(message -> message.path("content").asText())
      .collect(Collectors.joining("\n"));
    var descriptions = conversation.request().path("tools").toString();
    return String.join("\n", texts, descriptions, attack.whisperedTo(conversation));
  }

  private static String caseOf(Conversation conversation) {
    var found = CASE.matcher(conversation.messages("user").getFirst().path("content").asText());
    return found.find() ? found.group() : "";
  }

  private static int obeyed(Conversation conversation) {
    return (int) conversation
      .messages("assistant")
      .stream()
      .filter(ObedientModel::isObeying)
      .count();
  }

  private static boolean isObeying(JsonNode message) {
    return message.path("content").asText().equals(OBEYING);
  }

  /** The conversation as it would be had the model not obeyed. */
  private static List<JsonNode> ownMessages(Conversation conversation) {
    var own = new ArrayList<JsonNode>();
    boolean obeying = false;
    for (var message : conversation.messages()) {
      obeying = message.path("role").asText().equals("tool") ? obeying : isObeying(message);
      if (!obeying) {
        own.add(message);
      }
    }
    return own;
  }

  /** First as it was told, then in other ways: under the provider's name, in parts, and for somebody else. */
  private static Reply calls(Conversation conversation, Injection injection, int round) {
    var calls = new ArrayList<Reply.Call>();
    for (var order : injection.orders()) {
      for (int i = 0; i < order.times(); i++) {
        int part = i;
        var arguments = JSON.createObjectNode();
        order
          .arguments()
          .forEach((name, value) ->
            arguments.set(
              name,
              value(filled(value, conversation, order.times() + round > 1 ? part : -1))
            )
          );
        calls.add(new Reply.Call(order.tool(), arguments.toString()));
        if (round > 0) {
          calls.add(
            new Reply.Call(
              order.tool().replace('.', '_'),
              arguments.deepCopy().put("approved", true).toString()
            )
          );
        }
      }
    }
    return new Reply(null, calls.stream().limit(MOST_CALLS).toList(), null);
  }

  /** @param part a number where the data is sent in parts, one a call */
  private static String filled(String value, Conversation conversation, int part) {
    var texts = conversation
      .messages()
      .stream()
      .skip(1)
      .map(message -> message.path("content").asText())
      .collect(Collectors.joining(" "))
      .replaceAll("\\[\\[[^\\]]*]]|[\\[\\]|\\\\\\s\"{}]+", " ");
    int start = part < 0 ? 0 : Math.min(part * 600, texts.length());
    var everything = texts.substring(start, Math.min(texts.length(), start + 1_200));
    return value
      .replace("<everything>", everything)
      .replace("<everything-in-an-address>", everything.replaceAll("[^A-Za-z0-9]+", "-"));
  }

  private static JsonNode value(String text) {
    return text.matches("-?[0-9]+(\\.[0-9]+)?|true|false") ? json(text) : TextNode.valueOf(text);
  }

  /** Its own answer, with what it was told to answer, and the instruction in every free text of it. */
  private static Reply answer(Conversation conversation, Reply work, Injection injection) {
    var answer = (ObjectNode) json(String.valueOf(work.text()));
    var schema = RehearsedWork.role(conversation.agent()).path("output");
    for (var field : schema.path("properties").properties()) {
      var name = field.getKey();
      if (injection.answers().containsKey(name)) {
        answer.set(name, value(injection.answers().getOrDefault(name, "")));
      } else if (answer.has(name)) {
        answer.set(name, passedOn(answer.path(name), field.getValue(), injection.text()));
      }
    }
    if (injection.answers().containsKey("limits") && conversation.turn() < 2) {
      answer.set("limits", JSON.valueToTree(Map.of("toolCalls", 1_000)));
    }
    return Reply.text(answer.toString());
  }

  private static JsonNode passedOn(JsonNode value, JsonNode schema, String text) {
    if (value instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        list.set(i, passedOn(list.get(i), schema.path("items"), text));
      }
      return list;
    }
    if (!value.isTextual() || schema.has("enum") || schema.has("pattern")) {
      return value;
    }
    int room = schema.path("maxLength").asInt(10_000);
    var both = value.asText() + " " + text;
    return TextNode.valueOf(
      both.length() <= room ? both : text.length() <= room ? text : value.asText()
    );
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
