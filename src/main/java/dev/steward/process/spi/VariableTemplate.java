package dev.steward.process.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.json.JsonTexts;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text or JSON with references such as {@code ${lead.company}}. References name a process variable and a path in it and nothing
 * else: this is no expression language, so a diagram's author cannot call anything.
 */
public final class VariableTemplate {

  private static final Pattern REFERENCE = Pattern.compile(
    "\\$\\{([A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_]+)*)}"
  );

  private VariableTemplate() {}

  /** Names of the variables that the text refers to. */
  public static Set<String> variables(String template) {
    return REFERENCE.matcher(template)
      .results()
      .map(match -> match.group(1).split("\\.")[0])
      .collect(Collectors.toSet());
  }

  /** A reference to a missing value becomes the empty text; an object or array becomes its JSON. */
  public static String fillText(String template, Variables variables) {
    return REFERENCE.matcher(template).replaceAll(match ->
      Matcher.quoteReplacement(asText(resolve(match.group(1), variables)))
    );
  }

  /**
   * Fills every text value. A text that is exactly one reference takes the referenced value with its type; where that value is
   * missing, the property is left out.
   */
  public static JsonNode fillJson(JsonNode template, Variables variables) {
    return JsonTexts.replace(template, text -> {
      var exact = REFERENCE.matcher(text);
      return exact.matches()
        ? resolve(exact.group(1), variables)
        : TextNode.valueOf(fillText(text, variables));
    });
  }

  /** The value at a dotted path such as {@code lead.tier}; a missing node where there is none. */
  public static JsonNode resolve(String path, Variables variables) {
    var names = path.split("\\.");
    var value = variables.get(names[0]);
    for (int i = 1; i < names.length; i++) {
      value =
        value.isArray() && names[i].chars().allMatch(Character::isDigit)
          ? value.path(Integer.parseInt(names[i]))
          : value.path(names[i]);
    }
    return value;
  }

  private static String asText(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
