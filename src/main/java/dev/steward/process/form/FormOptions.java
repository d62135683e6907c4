package dev.steward.process.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What may be chosen: values that the form lists, or those that a variable holds.
 *
 * @param source path of the variable, empty where the form lists them
 */
record FormOptions(List<JsonNode> listed, List<String> source) {
  private static final Pattern PATH = Pattern.compile("=\\s*([A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*)");

  static final FormOptions ANY = new FormOptions(List.of(), List.of());

  /** @throws IllegalArgumentException where the browser would compute the options in a way that the server cannot follow */
  static FormOptions of(JsonNode component) {
    var expression = component.path("valuesExpression").asText("").strip();
    if (!expression.isEmpty()) {
      var path = PATH.matcher(expression);
      if (!path.matches()) {
        throw new IllegalArgumentException(
          "component '%s' computes its options; list them, or name a variable".formatted(
            component.path("key").asText()
          )
        );
      }
      return new FormOptions(List.of(), List.of(path.group(1).split("\\.")));
    }
    var key = component.path("valuesKey").asText("");
    return key.isBlank()
      ? new FormOptions(values(component.path("values")), List.of())
      : new FormOptions(List.of(), List.of(key.split("\\.")));
  }

  boolean comeFromVariable() {
    return !source.isEmpty();
  }

  /** @param offered the variable's list; not looked at where the form lists the options itself */
  Optional<String> problemWith(JsonNode value, JsonNode offered) {
    if (!value.isValueNode()) {
      return Optional.of("must be one value");
    }
    var allowed = comeFromVariable() ? values(offered) : listed;
    if (!comeFromVariable() && allowed.isEmpty()) {
      return Optional.empty();
    }
    return allowed.stream().anyMatch(option -> same(option, value))
      ? Optional.empty()
      : Optional.of(
          "must be one of " +
            allowed.stream().map(JsonNode::asText).collect(Collectors.joining(", "))
        );
  }

  /** As form-js reads them: plain values, or objects with a label and a value. */
  private static List<JsonNode> values(JsonNode options) {
    var values = new ArrayList<JsonNode>();
    for (var option : options) {
      if (option.isValueNode()) {
        values.add(option);
      } else if (option.path("value").isValueNode()) {
        values.add(option.path("value"));
      }
    }
    return List.copyOf(values);
  }

  private static boolean same(JsonNode option, JsonNode value) {
    return option.isNumber() && value.isNumber()
      ? option.decimalValue().compareTo(value.decimalValue()) == 0
      : option.equals(value);
  }
}
