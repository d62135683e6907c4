package dev.steward.process.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.process.form.Form;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A form: readable, of known components, and nothing in it that a browser would take for more than text. */
final class FormCheck {

  private static final Set<String> COMPONENTS = Set.of(
    "default",
    "text",
    "textfield",
    "textarea",
    "datetime",
    "number",
    "checkbox",
    "select",
    "radio",
    "checklist",
    "taglist",
    "filepicker",
    "group",
    "separator",
    "spacer"
  );
  private static final Pattern MARKUP = Pattern.compile(
    "<[a-z/!?]|(javascript|vbscript|data)\\s*:|&#",
    Pattern.CASE_INSENSITIVE
  );

  private final String resource;
  private final Findings findings;

  private FormCheck(String resource, Findings findings) {
    this.resource = resource;
    this.findings = findings;
  }

  static Optional<Form> check(
    String resource,
    byte[] content,
    ObjectMapper json,
    Findings findings
  ) {
    try {
      var schema = json.readTree(content);
      var form = Form.parse(schema);
      new FormCheck(resource, findings).node(schema, null, "");
      return Optional.of(form);
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      findings.add(
        Rule.FORM_INVALID,
        resource,
        place == null ? 0 : place.getLineNr(),
        "It is no JSON: " + e.getOriginalMessage()
      );
    } catch (IOException | IllegalArgumentException e) {
      findings.add(Rule.FORM_INVALID, resource, String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private void node(JsonNode node, @Nullable String component, String name) {
    if (node.isObject()) {
      var isComponent = name.equals("components") || component == null;
      var id = node
        .path("key")
        .asText(node.path("id").asText(component == null ? "form" : component));
      var around = isComponent ? id : component;
      if (isComponent && !COMPONENTS.contains(node.path("type").asText("default"))) {
        add(
          Rule.FORM_COMPONENT,
          around,
          "The component type '%s' is not allowed".formatted(node.path("type").asText())
        );
      }
      node.properties().forEach(property -> {
        if (MARKUP.matcher(property.getKey()).find()) {
          add(Rule.FORM_MARKUP, around, "A property's name holds markup");
        }
        node(property.getValue(), around, property.getKey());
      });
    } else if (node.isArray()) {
      node.forEach(item -> node(item, component, name));
    } else if (node.isTextual() && MARKUP.matcher(node.textValue()).find()) {
      add(
        Rule.FORM_MARKUP,
        component,
        "'%s' holds markup or an address that runs code; texts are shown as they stand".formatted(
          name
        )
      );
    }
  }

  private void add(Rule rule, @Nullable String component, String message) {
    findings.add(new Finding(rule.severity(), resource, component, null, null, rule, message));
  }
}
