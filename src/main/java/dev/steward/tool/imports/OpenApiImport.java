package dev.steward.tool.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Drafts of contracts out of an OpenAPI 3.0 or 3.1 document, one for each operation. They can be read as they are; owner, permission,
 * effect and audience are for a person to look over before an agent gets them.
 */
final class OpenApiImport {

  private static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete");
  private static final int LONGEST_NAME = 64;

  private static final YAMLMapper QUOTED = YAMLMapper.builder()
    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
    .disable(YAMLGenerator.Feature.SPLIT_LINES)
    .build();
  private static final YAMLMapper READABLE = YAMLMapper.builder()
    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
    .disable(YAMLGenerator.Feature.SPLIT_LINES)
    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
    .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
    .build();

  private final OpenApiDocument document;
  private final String prefix;
  private final String environment;
  private final Map<String, String> files = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  private OpenApiImport(OpenApiDocument document, String prefix, String environment) {
    this.document = document;
    this.prefix = prefix;
    this.environment = environment;
  }

  /**
   * @param files texts of contracts by the names of their files
   * @param notes what was left out, and what a person must look at
   */
  record Drafts(Map<String, String> files, List<String> notes) {}

  /**
   * @param text of the document, JSON or YAML
   * @param prefix that the tools' names begin with, such as {@code crm}
   * @param environment {@code sandbox} or {@code production}, where the document's servers are
   * @throws IllegalArgumentException where nothing can be made of these, with a reason
   */
  static Drafts of(String text, String prefix, String environment) {
    if (!prefix.matches("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*") || prefix.length() > 32) {
      throw new IllegalArgumentException(
        "the prefix '" + prefix + "' is not of the form crm, or too long"
      );
    }
    if (!Set.of("sandbox", "production").contains(environment)) {
      throw new IllegalArgumentException("the environment must be sandbox or production");
    }
    var drafts = new OpenApiImport(OpenApiDocument.read(text), prefix, environment);
    drafts.all();
    return new Drafts(drafts.files, drafts.notes);
  }

  private void all() {
    for (var path : document.root().path("paths").properties()) {
      var item = document.resolve(path.getValue());
      for (var method : METHODS) {
        if (item.path(method).isObject()) {
          one(
            new Operation(
              document,
              method.toUpperCase(Locale.ROOT),
              path.getKey(),
              item,
              item.path(method)
            )
          );
        }
      }
    }
  }

  private void one(Operation operation) {
    var name = name(operation);
    var place = operation.method() + " " + operation.path();
    try {
      var draft = Draft.of(operation, name, prefix, environment);
      files.put(name + ".yaml", text(draft.contract(), place));
      draft.notes().forEach(note -> notes.add(name + " " + note));
    } catch (Draft.NotPossible e) {
      notes.add(place + " is left out: " + e.getMessage());
    }
  }

  private String name(Operation operation) {
    var name = cut(prefix + "." + Names.dashed(operation.id()), LONGEST_NAME);
    for (int i = 2; files.containsKey(name + ".yaml"); i++) {
      name = cut(name, LONGEST_NAME - 4) + "-" + i;
    }
    return name;
  }

  private static String cut(String name, int most) {
    return name.length() <= most ? name : name.substring(0, most).replaceAll("-+$", "");
  }

  /** Nothing that YAML takes for the end of a comment. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Z}\\p{C}]+", " ");
  }

  private String text(ObjectNode contract, String place) {
    try {
      var text = READABLE.writeValueAsString(contract);
      // YAML reads some texts without quotes as something else.
      var safe = READABLE.readTree(text).toString().equals(contract.toString())
        ? text
        : QUOTED.writeValueAsString(contract);
      return "# Drafted from %s: %s. Look over owner, requires, effect, audience and result before an agent gets it.\n%s".formatted(
        oneLine(document.title()),
        oneLine(place),
        safe
      );
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A contract can always be written", e);
    }
  }
}
