package dev.steward.process.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.problem.FieldError;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What comes back for a file field: a list of references, each an id or an object with one. Nothing else in it is believed. */
final class FileValues {

  private final FileField field;
  private final FormFiles files;
  private final List<FieldError> errors;

  FileValues(FileField field, FormFiles files, List<FieldError> errors) {
    this.field = field;
    this.files = files;
    this.errors = errors;
  }

  /**
   * @param before the field's value until now, of which files may stay
   * @return the new value: what is known of each file
   */
  JsonNode accept(JsonNode value, JsonNode before, boolean required) {
    var isEmpty = value.isMissingNode() || value.isNull() || (value.isArray() && value.isEmpty());
    if (isEmpty) {
      if (required && files.possible()) {
        add("is required");
      }
      return value;
    }
    if (!value.isArray()) {
      add("must be a list of files");
    } else if (!files.possible()) {
      add("stays empty in a rehearsal");
    } else if (!field.multiple() && value.size() > 1) {
      add("takes one file");
    } else {
      return described((ArrayNode) value, before);
    }
    return value;
  }

  private JsonNode described(ArrayNode references, JsonNode before) {
    var described = JsonNodeFactory.instance.arrayNode();
    var named = new HashSet<String>();
    for (int i = 0; i < references.size(); i++) {
      var reference = references.get(i);
      var id = reference.isObject() ? reference.path("id").asText("") : reference.asText("");
      var file = kept(before, id).or(() -> files.take(field, id).map(JsonNode.class::cast));
      if (!named.add(id)) {
        add("/" + i, "is named twice");
      } else if (file.isPresent()) {
        described.add(file.get());
      } else {
        add("/" + i, "is no file that you have uploaded for this field");
      }
    }
    return described;
  }

  private static Optional<JsonNode> kept(JsonNode before, String id) {
    return before.isArray()
      ? StreamSupport.stream(before.spliterator(), false)
          .filter(file -> !id.isEmpty() && file.path("id").asText("").equals(id))
          .findFirst()
      : Optional.empty();
  }

  private void add(String message) {
    add("", message);
  }

  private void add(String more, String message) {
    errors.add(new FieldError(field.pointer() + more, message));
  }
}
