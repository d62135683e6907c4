package dev.steward.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Says where a JSON body is broken, without Jackson's words, which name our classes. */
final class UnreadableBody {

  private static final ObjectMapper NAMES = new ObjectMapper();

  private UnreadableBody() {}

  static ProblemDetail problem(HttpMessageNotReadableException e) {
    return switch (e.getCause()) {
      case JsonMappingException mapping when !mapping.getPath().isEmpty() -> invalid(mapping);
      case JsonProcessingException broken -> malformed(broken.getLocation());
      case null, default -> malformed(null);
    };
  }

  private static ProblemDetail malformed(@Nullable JsonLocation at) {
    if (at == null) {
      return Problems.problem(
          HttpStatus.BAD_REQUEST, "malformed-json", "A JSON body is expected here.");
    }
    var problem =
        Problems.problem(
            HttpStatus.BAD_REQUEST,
            "malformed-json",
            "The body is not the JSON expected here: line %d, column %d."
                .formatted(at.getLineNr(), at.getColumnNr()));
    problem.setProperty("line", at.getLineNr());
    problem.setProperty("column", at.getColumnNr());
    return problem;
  }

  private static ProblemDetail invalid(JsonMappingException e) {
    if (!(e instanceof MismatchedInputException)
        && e.getCause() instanceof JsonProcessingException) {
      return malformed(e.getLocation());
    }
    var error = new FieldError(pointer(e), message(e));
    return Problems.problem(ProblemException.invalid("Some values are not valid.", List.of(error)));
  }

  private static String message(JsonMappingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown -> "is not known here";
      case InvalidFormatException format
          when format.getTargetType() != null && format.getTargetType().isEnum() ->
          "must be one of " + names(format.getTargetType());
      case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
          "must be " + kind(mismatch.getTargetType());
      default -> "is not valid";
    };
  }

  private static String names(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> NAMES.convertValue(constant, String.class))
        .collect(Collectors.joining(", "));
  }

  private static String kind(Class<?> type) {
    if (Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class) {
      return "a number";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a text";
    }
    if (Iterable.class.isAssignableFrom(type) || type.isArray()) {
      return "a list";
    }
    return type.getPackageName().startsWith("java.time") ? "a time in ISO 8601" : "an object";
  }

  private static String pointer(JsonMappingException e) {
    return e.getPath().stream()
        .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
        .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }
}
