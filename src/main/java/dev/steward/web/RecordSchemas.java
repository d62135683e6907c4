package dev.steward.web;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Describes records as Jackson writes them here: every component is there, and null only where jspecify says so. JSON of which we
 * do not know the shape is an object with any properties.
 */
@Component
final class RecordSchemas implements ModelConverter {

  private static final String NULL = "null";

  @Override
  public boolean isOpenapi31() {
    return true;
  }

  @Override
  public @Nullable Schema<?> resolve(
    AnnotatedType type,
    ModelConverterContext context,
    Iterator<ModelConverter> others
  ) {
    var java = Json31.mapper().constructType(type.getType());
    if (isFree(java)) {
      return free();
    }
    var schema = others.hasNext() ? others.next().resolve(type, context, others) : null;
    if (schema != null && java.isRecordType()) {
      var described =
        schema.get$ref() == null
          ? schema
          : context.getDefinedModels().get(nameOf(schema.get$ref()));
      if (described != null && described.getProperties() != null) {
        for (var component : java.getRawClass().getRecordComponents()) {
          describe(component, described);
        }
      }
    }
    return schema;
  }

  static boolean isNullable(Schema<?> schema) {
    return (
      (schema.getTypes() != null && schema.getTypes().contains(NULL)) ||
      (schema.getAnyOf() != null && schema.getAnyOf().stream().anyMatch(RecordSchemas::isNullable))
    );
  }

  static String nameOf(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  private static void describe(RecordComponent component, Schema<?> described) {
    var name = component.getName();
    var property = (Schema<?>) described.getProperties().get(name);
    if (property == null) {
      return;
    }
    if (described.getRequired() == null || !described.getRequired().contains(name)) {
      described.addRequiredItem(name);
    }
    if (component.getAnnotatedType().isAnnotationPresent(Nullable.class) && !isNullable(property)) {
      described.getProperties().put(name, nullable(property));
    }
  }

  private static Schema<?> nullable(Schema<?> property) {
    if (property.get$ref() != null) {
      return new JsonSchema().anyOf(List.of(property, new JsonSchema().typesItem(NULL)));
    }
    property.addType(NULL);
    return property;
  }

  private static boolean isFree(JavaType type) {
    return (
      type.isTypeOrSubTypeOf(JsonNode.class) ||
      (type.isMapLikeType() &&
        (type.getContentType().isJavaLangObject() ||
          type.getContentType().isTypeOrSubTypeOf(JsonNode.class)))
    );
  }

  private static Schema<?> free() {
    return new JsonSchema().typesItem("object").additionalProperties(true);
  }
}
