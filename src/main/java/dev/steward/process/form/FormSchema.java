package dev.steward.process.form;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Says in JSON Schema what a form takes, for readers that know no forms. The form itself is what is checked against. */
final class FormSchema {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private FormSchema() {}

  /** Files are left out: they are uploaded before. */
  static ObjectNode of(List<FormField> fields) {
    var root = object();
    fields
      .stream()
      .filter(field -> field.editable() && field.type() != FormField.Type.FILES)
      .forEach(field -> {
        var parent = root;
        for (var name : field.path().subList(0, field.path().size() - 1)) {
          parent = inside(parent, name, field.required());
        }
        ((ObjectNode) parent.path("properties")).set(field.path().getLast(), value(field));
        if (field.required()) {
          require(parent, field.path().getLast());
        }
      });
    return root;
  }

  private static ObjectNode inside(ObjectNode parent, String name, boolean required) {
    var properties = (ObjectNode) parent.path("properties");
    if (!properties.has(name)) {
      properties.set(name, object());
    }
    if (required) {
      require(parent, name);
    }
    return (ObjectNode) properties.path(name);
  }

  private static ObjectNode object() {
    var object = JSON.objectNode().put("type", "object");
    object.set("properties", JSON.objectNode());
    return object.put("additionalProperties", false);
  }

  private static void require(ObjectNode parent, String name) {
    var required = (ArrayNode) parent.withArray("required");
    if (required.valueStream().noneMatch(each -> each.asText().equals(name))) {
      required.add(name);
    }
  }

  private static ObjectNode value(FormField field) {
    var value = JSON.objectNode();
    switch (field.type()) {
      case TEXT, DATE, TIME, DATE_TIME -> text(value.put("type", "string"), field);
      case NUMBER -> {
        value.put("type", "number");
        if (field.min() != null) {
          value.put("minimum", field.min());
        }
        if (field.max() != null) {
          value.put("maximum", field.max());
        }
      }
      case FLAG -> value.put("type", "boolean");
      case CHOICE -> options(value, field);
      case CHOICES -> {
        value.put("type", "array");
        options(value.putObject("items"), field);
      }
      case FILES -> throw new IllegalStateException("Files are left out");
    }
    return value;
  }

  private static void text(ObjectNode value, FormField field) {
    switch (field.type()) {
      case DATE -> value.put("format", "date");
      case TIME -> value.put("format", "time");
      case DATE_TIME -> value.put("format", "date-time");
      default -> {
        // Nothing more is known of it.
      }
    }
    if ("email".equals(field.validationType())) {
      value.put("format", "email");
    }
    if (field.minLength() != null) {
      value.put("minLength", field.minLength());
    }
    if (field.maxLength() != null) {
      value.put("maxLength", field.maxLength());
    }
    if (field.pattern() != null) {
      value.put("pattern", field.pattern().pattern());
    }
  }

  private static void options(ObjectNode value, FormField field) {
    if (!field.options().comeFromVariable() && !field.options().listed().isEmpty()) {
      field.options().listed().forEach(value.putArray("enum")::add);
    }
  }
}
