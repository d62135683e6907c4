package dev.steward.catalogue;

import dev.steward.json.DefinitionFinding;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Nothing was stored. */
public final class RefusedDefinitionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient List<DefinitionFinding> findings;

  /** @param findings at least one error among them */
  RefusedDefinitionException(Kind kind, List<DefinitionFinding> findings) {
    super(
      "%d errors were found; nothing was stored".formatted(
        findings.stream().filter(DefinitionFinding::isError).count()
      )
    );
    this.kind = kind;
    this.findings = List.copyOf(findings);
  }

  /** 422 with {@code agent-refused} or {@code tool-refused} and all findings. */
  public ResponseEntity<ProblemDetail> answer() {
    var problem = ProblemDetail.forStatusAndDetail(
      HttpStatus.UNPROCESSABLE_ENTITY,
      String.valueOf(getMessage())
    );
    problem.setProperty("code", kind.id() + "-refused");
    problem.setProperty("findings", findings);
    return ResponseEntity.unprocessableEntity()
      .contentType(MediaType.APPLICATION_PROBLEM_JSON)
      .body(problem);
  }
}
