package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A variable, or a value inside of one, that is equal to a text, or to the number or truth value that the text spells.
 *
 * @param path below the variable, empty for the variable itself
 * @param text at most {@value #LONGEST} characters
 */
record VariableValue(String name, List<String> path, String text) {
  /** The database's index has one character more, which tells a longer text from an equal one. */
  static final int LONGEST = 255;

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

  VariableValue {
    path = List.copyOf(path);
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("Longer than what is searched");
    }
  }

  /** @param place such as {@code lead.company} */
  static VariableValue of(String place, String text) {
    var parts = List.of(place.split("\\.", -1));
    return new VariableValue(parts.getFirst(), parts.subList(1, parts.size()), text);
  }

  /** What is looked for; no two are equal. */
  List<JsonNode> meanings() {
    var meanings = new ArrayList<JsonNode>();
    meanings.add(TextNode.valueOf(text));
    if (NUMBER.matcher(text).matches()) {
      meanings.add(DecimalNode.valueOf(new BigDecimal(text)));
    }
    if (text.equals("true") || text.equals("false")) {
      meanings.add(BooleanNode.valueOf(text.equals("true")));
    }
    return meanings;
  }

  /** The variable's value as far as it is known: an object around the value for each step of the path. */
  JsonNode around(JsonNode meaning) {
    var value = meaning;
    for (var key : path.reversed()) {
      value = JsonNodeFactory.instance.objectNode().set(key, value);
    }
    return value;
  }
}
