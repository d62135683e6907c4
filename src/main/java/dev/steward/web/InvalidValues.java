package dev.steward.web;

import dev.steward.problem.FieldError;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.ObjectError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/** Reads bean validation's findings. */
final class InvalidValues {

  private InvalidValues() {}

  static List<FieldError> in(MethodArgumentNotValidException e) {
    return e.getAllErrors().stream().map(InvalidValues::error).toList();
  }

  static List<FieldError> in(HandlerMethodValidationException e) {
    var ofBodies = e
      .getBeanResults()
      .stream()
      .flatMap(result -> result.getAllErrors().stream());
    var ofParameters = e
      .getValueResults()
      .stream()
      .flatMap(result ->
        result
          .getResolvableErrors()
          .stream()
          .map(error ->
            new FieldError(
              Optional.ofNullable(result.getMethodParameter().getParameterName()).orElse(""),
              message(error.getDefaultMessage())
            )
          )
      );
    return Stream.concat(ofBodies.map(InvalidValues::error), ofParameters).toList();
  }

  static List<FieldError> in(ConstraintViolationException e) {
    return e
      .getConstraintViolations()
      .stream()
      .map(v -> new FieldError(pointer(v.getPropertyPath().toString()), message(v.getMessage())))
      .toList();
  }

  private static FieldError error(ObjectError error) {
    var path =
      error instanceof org.springframework.validation.FieldError field ? field.getField() : "";
    return new FieldError(pointer(path), message(error.getDefaultMessage()));
  }

  /** From Spring's {@code lead.contacts[0].name} to {@code /lead/contacts/0/name}. */
  private static String pointer(String path) {
    return path.isEmpty() ? "" : "/" + path.replace("[", ".").replace("]", "").replace('.', '/');
  }

  private static String message(@Nullable String message) {
    return message == null ? "is not valid" : message;
  }
}
