package dev.steward.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers a form with the least that it takes, as a person in a hurry would. */
final class FormAnswers {

  private FormAnswers() {}

  static Map<String, Object> of(JsonNode schema) {
    var answers = new LinkedHashMap<String, Object>();
    collect(schema.path("components"), answers);
    return answers;
  }

  private static void collect(JsonNode components, Map<String, Object> answers) {
    for (var component : components) {
      if (component.path("type").asText().equals("group")) {
        collect(component.path("components"), answers);
      } else if (
        component.at("/validate/required").asBoolean() && !component.path("readonly").asBoolean()
      ) {
        put(answers, component.path("key").asText(), value(component));
      }
    }
  }

  private static Object value(JsonNode component) {
    return switch (component.path("type").asText()) {
      case "number" -> 1;
      case "checkbox" -> true;
      case "select", "radio" -> component.at("/values/0/value").asText();
      default -> "Done";
    };
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> target, String key, Object value) {
    var names = key.split("\\.", 2);
    if (names.length == 1) {
      target.put(key, value);
    } else {
      put(
        (Map<String, Object>) target.computeIfAbsent(names[0], name -> new LinkedHashMap<>()),
        names[1],
        value
      );
    }
  }
}
