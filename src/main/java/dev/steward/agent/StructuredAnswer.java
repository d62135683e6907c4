package dev.steward.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.json.JsonSchema;
import dev.steward.problem.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a model's final text as the JSON its role's schema asks for. */
sealed interface StructuredAnswer {
  record Valid(JsonNode value) implements StructuredAnswer {}

  record Invalid(List<FieldError> errors) implements StructuredAnswer {}

  static StructuredAnswer read(@Nullable String text, JsonNode schema, ObjectMapper json) {
    var stripped = withoutFence(text == null ? "" : text.strip());
    try {
      var value = json.readTree(stripped);
      if (value == null || value.isMissingNode()) {
        return new Invalid(List.of(new FieldError("", "is empty")));
      }
      var errors = JsonSchema.compile(schema).validate(value);
      return errors.isEmpty() ? new Valid(value) : new Invalid(errors);
    } catch (JsonProcessingException e) {
      return new Invalid(List.of(new FieldError("", "is no JSON")));
    }
  }

  /** Many models wrap JSON in a Markdown code block, whatever they are told. */
  private static String withoutFence(String text) {
    if (!text.startsWith("```") || !text.endsWith("```") || text.length() < 6) {
      return text;
    }
    int firstLine = text.indexOf('\n');
    return firstLine < 0 ? text : text.substring(firstLine + 1, text.length() - 3).strip();
  }
}
