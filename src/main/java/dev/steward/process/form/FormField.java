package dev.steward.process.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * An input of a form and what it accepts.
 *
 * @param path names from the variable inwards, such as {@code [lead, company]}
 * @param editable false for fields that only show a value
 * @param options accepted values; empty where anything of the type is
 */
record FormField(
  List<String> path,
  Type type,
  boolean editable,
  boolean required,
  @Nullable Integer minLength,
  @Nullable Integer maxLength,
  @Nullable BigDecimal min,
  @Nullable BigDecimal max,
  @Nullable Pattern pattern,
  @Nullable String validationType,
  List<String> options
) {
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

  enum Type {
    TEXT,
    NUMBER,
    FLAG,
    CHOICE,
    CHOICES,
  }

  /** The form-js component types that hold a value; empty for texts, buttons and other components without one. */
  static Optional<Type> typeOf(String componentType) {
    return switch (componentType) {
      case "textfield", "textarea", "datetime" -> Optional.of(Type.TEXT);
      case "number" -> Optional.of(Type.NUMBER);
      case "checkbox" -> Optional.of(Type.FLAG);
      case "select", "radio" -> Optional.of(Type.CHOICE);
      case "checklist", "taglist" -> Optional.of(Type.CHOICES);
      default -> Optional.empty();
    };
  }

  static FormField of(List<String> path, Type type, JsonNode component) {
    var validate = component.path("validate");
    var options = component.path("values").findValuesAsText("value");
    return new FormField(
      path,
      type,
      !component.path("disabled").asBoolean() && !component.path("readonly").asBoolean(),
      validate.path("required").asBoolean(),
      integer(validate.path("minLength")),
      integer(validate.path("maxLength")),
      decimal(validate.path("min")),
      decimal(validate.path("max")),
      validate.path("pattern").isTextual() && !validate.path("pattern").asText().isEmpty()
        ? pattern(validate.path("pattern").asText())
        : null,
      validate.path("validationType").asText(null),
      options
    );
  }

  /** What is wrong with a value, in words for the person who entered it. */
  Optional<String> problemWith(JsonNode value) {
    if (isEmpty(value)) {
      return required ? Optional.of("is required") : Optional.empty();
    }
    return switch (type) {
      case TEXT -> value.isTextual()
        ? problemWithText(value.textValue())
        : Optional.of("must be text");
      case NUMBER -> value.isNumber()
        ? problemWithNumber(value.decimalValue())
        : Optional.of("must be a number");
      case FLAG -> value.isBoolean() ? Optional.empty() : Optional.of("must be true or false");
      case CHOICE -> problemWithChoice(value);
      case CHOICES -> {
        if (!value.isArray()) {
          yield Optional.of("must be a list");
        }
        for (var item : value) {
          var problem = problemWithChoice(item);
          if (problem.isPresent()) {
            yield problem;
          }
        }
        yield Optional.empty();
      }
    };
  }

  private boolean isEmpty(JsonNode value) {
    return (
      value.isMissingNode() ||
      value.isNull() ||
      (value.isTextual() && value.textValue().isBlank()) ||
      (value.isArray() && value.isEmpty()) ||
      (type == Type.FLAG && required && value.isBoolean() && !value.booleanValue())
    );
  }

  private Optional<String> problemWithText(String text) {
    if (text.indexOf('\0') >= 0) {
      return Optional.of("holds a character that cannot be stored");
    }
    if (minLength != null && text.length() < minLength) {
      return Optional.of("must have at least " + minLength + " characters");
    }
    if (maxLength != null && text.length() > maxLength) {
      return Optional.of("must have at most " + maxLength + " characters");
    }
    if ("email".equals(validationType) && !EMAIL.matcher(text).matches()) {
      return Optional.of("must be an e-mail address");
    }
    if (pattern != null && !pattern.matcher(text).matches()) {
      return Optional.of("does not have the expected form");
    }
    return Optional.empty();
  }

  private Optional<String> problemWithNumber(BigDecimal number) {
    if (min != null && number.compareTo(min) < 0) {
      return Optional.of("must be at least " + min.toPlainString());
    }
    if (max != null && number.compareTo(max) > 0) {
      return Optional.of("must be at most " + max.toPlainString());
    }
    return Optional.empty();
  }

  private Optional<String> problemWithChoice(JsonNode value) {
    if (!value.isValueNode()) {
      return Optional.of("must be one value");
    }
    return options.isEmpty() || options.contains(value.asText())
      ? Optional.empty()
      : Optional.of("must be one of " + String.join(", ", options));
  }

  private static @Nullable Integer integer(JsonNode node) {
    return node.isNumber() ? Integer.valueOf(node.intValue()) : null;
  }

  private static @Nullable BigDecimal decimal(JsonNode node) {
    return node.isNumber() ? node.decimalValue() : null;
  }

  private static Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("pattern '" + regex + "' is no regular expression", e);
    }
  }
}
