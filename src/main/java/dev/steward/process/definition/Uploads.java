package dev.steward.process.definition;

import dev.steward.process.check.Bundle;
import dev.steward.process.check.Finding;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;

/** Files that people send, and what is answered where they are not taken. */
@RestControllerAdvice("dev.steward.process")
@Order(Ordered.HIGHEST_PRECEDENCE)
public class Uploads {

  /** A problem that says with {@code findings} why. */
  @Schema(name = "DeploymentRefusal")
  public record Refusal(
    String title,
    int status,
    String detail,
    String code,
    List<Finding> findings
  ) {}

  public static Bundle bundle(List<MultipartFile> files) {
    var bundle = new Bundle();
    for (var file : files) {
      try {
        bundle.with(file.getOriginalFilename(), file.getBytes());
      } catch (IOException e) {
        throw new UncheckedIOException("An uploaded file cannot be read", e);
      }
    }
    return bundle;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(RefusedDeploymentException e) {
    var problem = ProblemDetail.forStatusAndDetail(
      HttpStatus.UNPROCESSABLE_ENTITY,
      String.valueOf(e.getMessage())
    );
    problem.setProperty("code", "deployment-refused");
    problem.setProperty("findings", e.findings());
    return ResponseEntity.unprocessableEntity()
      .contentType(MediaType.APPLICATION_PROBLEM_JSON)
      .body(problem);
  }

  /** A body that is cut off, or of too many parts. Too many bytes are answered elsewhere. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> unreadable(MultipartException e) {
    var tooLarge = e instanceof MaxUploadSizeExceededException;
    var status = tooLarge ? HttpStatus.PAYLOAD_TOO_LARGE : HttpStatus.BAD_REQUEST;
    var problem = ProblemDetail.forStatusAndDetail(
      status,
      tooLarge ? "The files are too large" : "The files cannot be read out of the request"
    );
    problem.setProperty("code", tooLarge ? "upload-too-large" : "upload-unreadable");
    return ResponseEntity.status(status)
      .contentType(MediaType.APPLICATION_PROBLEM_JSON)
      .body(problem);
  }
}
