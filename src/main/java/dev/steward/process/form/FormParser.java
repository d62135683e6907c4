package dev.steward.process.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a form-js schema, and refuses what the server could not check as the browser does. */
final class FormParser {

  private static final Set<String> UNSUPPORTED = Set.of(
    "dynamiclist",
    "expression",
    "documentPreview"
  );
  private static final List<String> LIMITS = List.of("min", "max", "minLength", "maxLength");

  private final List<FormField> fields = new ArrayList<>();

  /** @throws IllegalArgumentException naming the component that is wrong */
  static List<FormField> fields(JsonNode schema) {
    if (!schema.path("components").isArray()) {
      throw new IllegalArgumentException("a form needs a list of components");
    }
    var parser = new FormParser();
    parser.collect(schema.path("components"), List.of(), false);
    return List.copyOf(parser.fields);
  }

  private void collect(JsonNode components, List<String> outer, boolean outerMayHide) {
    for (var component : components) {
      var type = component.path("type").asText();
      var mayHide = outerMayHide || component.at("/conditional/hide").isTextual();
      if (type.equals("group")) {
        var path = component.path("path").asText("");
        collect(
          component.path("components"),
          path.isEmpty() ? outer : append(outer, path),
          mayHide
        );
      } else if (UNSUPPORTED.contains(type)) {
        throw new IllegalArgumentException("component type '" + type + "' is not supported");
      } else {
        typeOf(type, component).ifPresent(kind ->
          fields.add(field(component, kind, outer, mayHide))
        );
      }
    }
  }

  /** The component types that hold a value; empty for texts, buttons and other components without one. */
  private static Optional<FormField.Type> typeOf(String type, JsonNode component) {
    return switch (type) {
      case "textfield", "textarea" -> Optional.of(FormField.Type.TEXT);
      case "datetime" -> Optional.of(
        switch (component.path("subtype").asText("date")) {
          case "time" -> FormField.Type.TIME;
          case "datetime" -> FormField.Type.DATE_TIME;
          default -> FormField.Type.DATE;
        }
      );
      case "number" -> Optional.of(
        component.path("serializeToString").asBoolean()
          ? FormField.Type.TEXT
          : FormField.Type.NUMBER
      );
      case "checkbox" -> Optional.of(FormField.Type.FLAG);
      case "select", "radio" -> Optional.of(FormField.Type.CHOICE);
      case "checklist", "taglist" -> Optional.of(FormField.Type.CHOICES);
      case "filepicker" -> Optional.of(FormField.Type.FILES);
      default -> Optional.empty();
    };
  }

  private static FormField field(
    JsonNode component,
    FormField.Type type,
    List<String> outer,
    boolean mayHide
  ) {
    var key = component.path("key").asText("");
    var name = component.path("label").asText(component.path("id").asText(key));
    if (key.isBlank()) {
      throw new IllegalArgumentException("component '" + name + "' has no key");
    }
    var validate = component.path("validate");
    for (var limit : LIMITS) {
      if (validate.path(limit).isTextual()) {
        throw new IllegalArgumentException(
          "component '%s' computes its limit '%s'; the server needs a number".formatted(key, limit)
        );
      }
    }
    if (component.path("multiple").isTextual()) {
      throw new IllegalArgumentException(
        "component '%s' computes whether it takes several files".formatted(key)
      );
    }
    if (component.path("readonly").isTextual()) {
      throw new IllegalArgumentException(
        "component '%s' computes whether it may be written".formatted(key)
      );
    }
    var editable =
      !component.path("disabled").asBoolean() && !component.path("readonly").asBoolean();
    var required = validate.path("required").asBoolean();
    if (mayHide && required && editable) {
      throw new IllegalArgumentException(
        "component '%s' may be hidden, so it cannot be required".formatted(key)
      );
    }
    var choice = type == FormField.Type.CHOICE || type == FormField.Type.CHOICES;
    return new FormField(
      append(outer, key),
      type,
      editable,
      required,
      integer(validate.path("minLength")),
      integer(validate.path("maxLength")),
      decimal(validate.path("min")),
      decimal(validate.path("max")),
      integer(component.path("decimalDigits")),
      pattern(validate.path("pattern").asText("")),
      validate.path("validationType").asText(null),
      choice ? FormOptions.of(component) : FormOptions.ANY,
      type == FormField.Type.FILES
        ? FileTypes.of(component.path("accept").asText(""), key)
        : FileTypes.ANY,
      component.path("multiple").asBoolean()
    );
  }

  private static List<String> append(List<String> outer, String dotted) {
    var path = new ArrayList<>(outer);
    path.addAll(List.of(dotted.split("\\.")));
    return List.copyOf(path);
  }

  private static @Nullable Integer integer(JsonNode node) {
    return node.isNumber() ? Integer.valueOf(node.intValue()) : null;
  }

  private static @Nullable BigDecimal decimal(JsonNode node) {
    return node.isNumber() ? node.decimalValue() : null;
  }

  private static @Nullable Pattern pattern(String regex) {
    try {
      return regex.isEmpty() ? null : Pattern.compile(endingAtTheEnd(regex));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("pattern '" + regex + "' is no regular expression", e);
    }
  }

  /** In the browser {@code $} is the end of the text; here it would also be the place before a last line break. */
  private static String endingAtTheEnd(String regex) {
    var java = new StringBuilder();
    var inClass = false;
    for (int i = 0; i < regex.length(); i++) {
      var c = regex.charAt(i);
      if (c == '\\' && i + 1 < regex.length()) {
        java.append(c).append(regex.charAt(++i));
        continue;
      }
      if (c == '[') {
        inClass = true;
      } else if (c == ']') {
        inClass = false;
      }
      java.append(c == '$' && !inClass ? "\\z" : String.valueOf(c));
    }
    return java.toString();
  }
}
