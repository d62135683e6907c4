package dev.steward.evidence;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.CurrentActor;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class EvidenceController {

  private static final String ZIP = "application/zip";

  private final Evidence evidence;
  private final AuditTrail trail;
  private final CurrentActor current;
  private final TransactionTemplate transaction;

  EvidenceController(
    Evidence evidence,
    AuditTrail trail,
    CurrentActor current,
    PlatformTransactionManager transactions
  ) {
    this.evidence = evidence;
    this.trail = trail;
    this.current = current;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** What is on record of an instance, to be checked without this server; docs/audit.md says how. */
  @GetMapping(value = "/api/instances/{id}/evidence", produces = ZIP)
  @PreAuthorize("hasAnyRole('auditor', 'operator')")
  @ApiResponse(
    responseCode = "200",
    content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary"))
  )
  void export(@PathVariable String id, HttpServletResponse response) throws IOException {
    var actor = current.get();
    var files = evidence.of(id, actor);
    transaction.executeWithoutResult(status -> trail.record(exported(id, actor.name())));
    response.setContentType(ZIP);
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment("evidence-" + id + ".zip"));
    EvidenceBundles.write(files, response.getOutputStream());
  }

  /** The page of it that people read, by itself. */
  @GetMapping(
    value = "/api/instances/{id}/evidence.pdf",
    produces = MediaType.APPLICATION_PDF_VALUE
  )
  @PreAuthorize("hasAnyRole('auditor', 'operator')")
  ResponseEntity<byte[]> summary(@PathVariable String id) {
    var actor = current.get();
    var summary = evidence
      .of(id, actor)
      .stream()
      .filter(file -> file.name().equals(Evidence.SUMMARY))
      .findFirst()
      .orElseThrow();
    transaction.executeWithoutResult(status -> trail.record(exported(id, actor.name())));
    return ResponseEntity.ok()
      .header(HttpHeaders.CONTENT_DISPOSITION, attachment("evidence-" + id + ".pdf"))
      .body(summary.content());
  }

  private static String attachment(String name) {
    return ContentDisposition.attachment().filename(name).build().toString();
  }

  /** Of no instance: in the instance's chain it would make the next bundle another one. */
  private static AuditEntry exported(String instanceId, String actor) {
    return new AuditEntry(
      "evidence.exported",
      actor,
      null,
      null,
      null,
      null,
      null,
      "Evidence of an instance was exported",
      Map.of("of", instanceId)
    );
  }
}
