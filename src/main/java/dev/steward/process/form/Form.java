package dev.steward.process.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A form-js form: what it shows, and what it accepts. The server checks everything again that the browser checked. */
public final class Form {

  private final JsonNode schema;
  private final List<FormField> fields;

  private Form(JsonNode schema, List<FormField> fields) {
    this.schema = schema;
    this.fields = fields;
  }

  /** @throws IllegalArgumentException naming the component that is wrong */
  public static Form parse(JsonNode schema) {
    return new Form(schema, FormParser.fields(schema));
  }

  /** Names of the variables it shows or writes. */
  public Set<String> variables() {
    return shown().map(List::getFirst).collect(Collectors.toSet());
  }

  /** Names of the variables that describe files. */
  public Set<String> fileVariables() {
    return fields
      .stream()
      .filter(field -> field.type() == FormField.Type.FILES)
      .map(field -> field.path().getFirst())
      .collect(Collectors.toSet());
  }

  /** @param name as in {@link FileField#name}; empty also for a field that may not be written */
  public Optional<FileField> fileField(String name) {
    return fields
      .stream()
      .filter(field -> field.type() == FormField.Type.FILES && field.editable())
      .map(FormField::asFileField)
      .filter(field -> field.name().equals(name))
      .findFirst();
  }

  /** Fields, and the lists from which options are taken. */
  private Stream<List<String>> shown() {
    return fields
      .stream()
      .flatMap(field ->
        field.options().comeFromVariable()
          ? Stream.of(field.path(), field.options().source())
          : Stream.of(field.path())
      );
  }

  public JsonNode schema() {
    return schema;
  }

  /** What it takes, as JSON Schema; the server checks more than that can say. */
  public JsonNode jsonSchema() {
    return FormSchema.of(fields);
  }

  /** Only the values the form names, so that a person sees nothing the form does not show. */
  public ObjectNode outgoing(Variables variables) {
    var data = JsonNodeFactory.instance.objectNode();
    shown().forEach(path -> {
      var value = valueAt(variables, path);
      if (!value.isMissingNode()) {
        put(data, path, value);
      }
    });
    return data;
  }

  /**
   * Checks what came back and merges it into the variables it belongs to.
   *
   * @param submitted a JSON object of the shape that {@link #outgoing} gives
   * @param files which a file field may refer to
   * @return the whole new value of each variable the form writes
   * @throws ProblemException 422 with a pointer for each wrong value; nothing has been changed then
   */
  public Map<String, JsonNode> accept(JsonNode submitted, Variables current, FormFiles files) {
    var errors = new ArrayList<FieldError>();
    refuseUnknown(submitted, errors);
    var values = new LinkedHashMap<FormField, JsonNode>();
    for (var field : fields) {
      if (field.editable()) {
        values.put(field, checked(field, at(submitted, field.path()), current, files, errors));
      }
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid("The form is not filled in correctly", errors);
    }
    var accepted = new LinkedHashMap<String, JsonNode>();
    values.forEach((field, value) -> {
      if (!value.isMissingNode()) {
        merge(accepted, field.path(), value, current);
      }
    });
    return accepted;
  }

  private static JsonNode checked(
    FormField field,
    JsonNode value,
    Variables current,
    FormFiles files,
    List<FieldError> errors
  ) {
    if (field.type() == FormField.Type.FILES) {
      return new FileValues(field.asFileField(), files, errors).accept(
        value,
        valueAt(current, field.path()),
        field.required()
      );
    }
    field
      .problemWith(value, valueAt(current, field.options().source()))
      .ifPresent(problem ->
        errors.add(new FieldError("/variables" + pointer(field.path()), problem))
      );
    return value;
  }

  /**
   * What somebody has filled in so far: it need not be right yet, but it must be the form's.
   *
   * @throws ProblemException 422 with a pointer for each value that is not part of the form
   */
  public void acceptDraft(JsonNode submitted) {
    var errors = new ArrayList<FieldError>();
    refuseUnknown(submitted, errors);
    if (!errors.isEmpty()) {
      throw ProblemException.invalid("The draft does not fit the form", errors);
    }
  }

  private void refuseUnknown(JsonNode submitted, List<FieldError> errors) {
    var known = new TreeSet<String>();
    fields.forEach(field -> known.add(pointer(field.path())));
    walk(submitted, "", known, errors);
  }

  private static void walk(
    JsonNode node,
    String pointer,
    TreeSet<String> known,
    List<FieldError> errors
  ) {
    node.properties().forEach(property -> {
      var path = pointer + "/" + property.getKey();
      var inside = known.ceiling(path + "/");
      if (known.contains(path)) {
        return;
      }
      if (property.getValue().isObject() && inside != null && inside.startsWith(path + "/")) {
        walk(property.getValue(), path, known, errors);
      } else {
        errors.add(new FieldError("/variables" + path, "is not part of the form"));
      }
    });
  }

  private static void merge(
    Map<String, JsonNode> accepted,
    List<String> path,
    JsonNode value,
    Variables current
  ) {
    var variable = path.getFirst();
    if (path.size() == 1) {
      accepted.put(variable, value);
      return;
    }
    var whole = accepted.computeIfAbsent(variable, name ->
      current.get(name) instanceof ObjectNode existing
        ? existing.deepCopy()
        : JsonNodeFactory.instance.objectNode()
    );
    put((ObjectNode) whole, path.subList(1, path.size()), value);
  }

  private static void put(ObjectNode target, List<String> path, JsonNode value) {
    var object = target;
    for (var name : path.subList(0, path.size() - 1)) {
      object = object.get(name) instanceof ObjectNode inner ? inner : object.putObject(name);
    }
    object.set(path.getLast(), value);
  }

  private static JsonNode at(JsonNode root, List<String> path) {
    var node = root;
    for (var name : path) {
      node = node.path(name);
    }
    return node;
  }

  /** Missing for an empty path. */
  private static JsonNode valueAt(Variables variables, List<String> path) {
    return path.isEmpty()
      ? MissingNode.getInstance()
      : at(variables.get(path.getFirst()), path.subList(1, path.size()));
  }

  private static String pointer(List<String> path) {
    return "/" + String.join("/", path);
  }
}
