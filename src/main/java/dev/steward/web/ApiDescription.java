package dev.steward.web;

import dev.steward.problem.FieldError;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Completes what springdoc reads off the controllers; clients are generated from the result. */
@Component
final class ApiDescription implements OpenApiCustomizer, OperationCustomizer {

  private static final String BASIC = "basic";
  private static final String XML = org.springframework.http.MediaType.APPLICATION_XML_VALUE;
  private static final String PROBLEM =
    org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

  /** The form of {@link Problems}, which leave out what they do not know. */
  record Problem(
    @Nullable URI type,
    String title,
    int status,
    @Nullable String detail,
    @Nullable URI instance,
    @io.swagger.v3.oas.annotations.media.Schema(description = "Stable: clients may branch on it")
    String code,
    @Nullable List<FieldError> errors,
    @io.swagger.v3.oas.annotations.media.Schema(
      description = "Under which the server's log tells what went wrong"
    )
    @Nullable
    String errorId
  ) {}

  /** Names that stay the same when another controller gets a method of the same name. */
  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    var subject = handler.getBeanType().getSimpleName().replaceFirst("Controller$", "");
    operation.setOperationId(subject + "." + handler.getMethod().getName());
    operation.setTags(List.of(subject));
    return operation;
  }

  @Override
  public void customise(OpenAPI api) {
    api.setInfo(
      new Info()
        .title("Steward")
        .version("1")
        .description(
          "AI agents inside BPMN processes: start processes, follow their instances, work on tasks and" +
            " decide on what agents want to do. Every error is a problem (RFC 9457) with a stable code."
        )
    );
    api
      .getComponents()
      .addSecuritySchemes(
        BASIC,
        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic")
      );
    api.setSecurity(List.of(new SecurityRequirement().addList(BASIC)));
    ModelConverters.getInstance(true)
      .readAll(Problem.class)
      .forEach(api.getComponents()::addSchemas);
    operations(api).forEach(ApiDescription::describeAnswers);
    maySpareNulls(api);
    api.getComponents().getSchemas().values().forEach(ApiDescription::forgetDefaults);
  }

  /** No record here has defaults; swagger takes the empty default of its own annotation for one. */
  private static void forgetDefaults(Schema<?> schema) {
    schema.setDefault(null);
    schema.setDefaultSetFlag(false);
    if (schema.getProperties() != null) {
      schema.getProperties().values().forEach(ApiDescription::forgetDefaults);
    }
  }

  private static void describeAnswers(Operation operation) {
    operation
      .getResponses()
      .values()
      .stream()
      .map(response -> response.getContent() == null ? null : response.getContent().get(XML))
      .filter(Objects::nonNull)
      // Written as bytes because the document itself says its encoding.
      .forEach(xml -> xml.setSchema(new JsonSchema().typesItem("string")));
    operation
      .getResponses()
      .setDefault(
        new ApiResponse()
          .description("It did not work")
          .content(
            new Content().addMediaType(
              PROBLEM,
              new MediaType().schema(
                new JsonSchema().$ref("#/components/schemas/" + Problem.class.getSimpleName())
              )
            )
          )
      );
  }

  /** What may be null always comes with our answers, but need not be sent to us; problems leave it out too. */
  private static void maySpareNulls(OpenAPI api) {
    var schemas = api.getComponents().getSchemas();
    var sparing = new HashSet<>(Set.of(Problem.class.getSimpleName()));
    operations(api)
      .map(Operation::getRequestBody)
      .filter(Objects::nonNull)
      .flatMap(body -> body.getContent().values().stream())
      .forEach(content -> addReachable(content.getSchema(), schemas, sparing));
    sparing.stream().map(schemas::get).filter(Objects::nonNull).forEach(ApiDescription::spareNulls);
  }

  private static void spareNulls(Schema<?> schema) {
    Map<String, Schema> properties = schema.getProperties();
    if (properties != null) {
      var spared = new ArrayList<>(Objects.requireNonNullElse(schema.getRequired(), List.of()));
      properties.forEach((name, property) -> {
        if (RecordSchemas.isNullable(property)) {
          spared.remove(name);
        }
      });
      schema.setRequired(spared);
    }
  }

  private static void addReachable(
    @Nullable Schema<?> from,
    Map<String, Schema> schemas,
    Set<String> found
  ) {
    if (from == null) {
      return;
    }
    if (from.get$ref() != null) {
      var name = RecordSchemas.nameOf(from.get$ref());
      if (found.add(name)) {
        addReachable(schemas.get(name), schemas, found);
      }
      return;
    }
    addReachable(from.getItems(), schemas, found);
    if (from.getAnyOf() != null) {
      from.getAnyOf().forEach(schema -> addReachable(schema, schemas, found));
    }
    if (from.getProperties() != null) {
      from
        .getProperties()
        .values()
        .forEach(schema -> addReachable(schema, schemas, found));
    }
  }

  private static Stream<Operation> operations(OpenAPI api) {
    return api
      .getPaths()
      .values()
      .stream()
      .flatMap(path -> path.readOperations().stream());
  }
}
