package dev.steward.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Format;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.format.PatternFormat;
import com.networknt.schema.resource.AllowSchemaLoader;
import dev.steward.problem.FieldError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.ConcurrentLruCache;

/** A compiled JSON Schema, draft 2020-12. */
public final class JsonSchema {

  private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
    .pathType(PathType.JSON_POINTER)
    .formatAssertionsEnabled(true)
    .build();

  /** The drafts of JSON Schema themselves; a schema must not make this process fetch anything else. */
  private static final String OWN_SCHEMAS = "classpath:draft/";

  /** The library's own check knows public domains only, and so refuses a company's internal addresses. */
  private static final Format EMAIL = PatternFormat.of(
    "email",
    // Possessive, so that a long text costs one pass.
    "^[^@\\s]++@[^@\\s.]++(?:\\.[^@\\s.]++)++$",
    "format.email"
  );

  private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
    SpecVersion.VersionFlag.V202012,
    builder ->
      builder
        .metaSchema(
          JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .format(EMAIL)
            .keyword(new NonValidationKeyword(SchemaProblem.PATTERN_MESSAGE))
            .build()
        )
        // Before the library's own loaders, which would fetch from anywhere.
        .schemaLoaders(loaders ->
          loaders.add(new AllowSchemaLoader(iri -> iri.toString().startsWith(OWN_SCHEMAS)))
        )
  );

  private static final com.networknt.schema.JsonSchema META_SCHEMA = JsonSchemaFactory.getInstance(
    SpecVersion.VersionFlag.V202012
  ).getSchema(SchemaLocation.of(SchemaId.V202012), CONFIG);

  /** Compiling takes far longer than checking, and the same few schemas are met again and again. */
  private static final ConcurrentLruCache<JsonNode, JsonSchema> COMPILED = new ConcurrentLruCache<>(
    1_000,
    JsonSchema::compiled
  );

  private final JsonNode source;
  private final com.networknt.schema.JsonSchema compiled;

  private JsonSchema(JsonNode source, com.networknt.schema.JsonSchema compiled) {
    this.source = source;
    this.compiled = compiled;
  }

  /** @throws IllegalArgumentException with the place in the schema that is wrong */
  public static JsonSchema compile(JsonNode source) {
    return COMPILED.get(source);
  }

  /** A schema that comes with the application. */
  public static JsonSchema ofResource(String path) {
    try (var file = new ClassPathResource(path).getInputStream()) {
      return compile(new JsonMapper().readTree(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @return for each place that keeps it from being a schema one reason, with a JSON pointer; empty where it is one */
  public static List<FieldError> faults(JsonNode source) {
    var places = new LinkedHashMap<String, FieldError>();
    for (var fault : META_SCHEMA.validate(source.toString(), InputFormat.JSON)) {
      var place = fault.getInstanceLocation().toString();
      places.putIfAbsent(place, new FieldError(place, withoutPath(fault.getMessage())));
    }
    return List.copyOf(places.values());
  }

  private static JsonSchema compiled(JsonNode source) {
    var faults = faults(source);
    if (!faults.isEmpty()) {
      var fault = faults.getFirst();
      throw new IllegalArgumentException(fault.path() + " " + fault.message());
    }
    try {
      var compiled = FACTORY.getSchema(source, CONFIG);
      compiled.initializeValidators();
      return new JsonSchema(source, compiled);
    } catch (JsonSchemaException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  public JsonNode source() {
    return source;
  }

  /** @return one entry for each value that does not fit, with a JSON pointer; empty when all is well */
  public List<FieldError> validate(JsonNode value) {
    return messages(value)
      .stream()
      .map(message ->
        new FieldError(
          pointer(message.getInstanceLocation().toString(), message.getProperty()),
          withoutPath(message.getMessage())
        )
      )
      .distinct()
      .toList();
  }

  Set<ValidationMessage> messages(JsonNode value) {
    return compiled.validate(value);
  }

  /** A missing or surplus property is reported at its object; people look for it at the property. */
  private static String pointer(String location, @Nullable String property) {
    return property == null ? location : location + "/" + property;
  }

  static String withoutPath(String message) {
    int colon = message.indexOf(": ");
    return colon >= 0 &&
      (message.startsWith("/") || message.startsWith(":") || message.startsWith("$"))
      ? message.substring(colon + 2)
      : message;
  }
}
