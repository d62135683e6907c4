package dev.steward.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.identity.CurrentActor;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Gives the trail to other systems, as CloudEvents 1.0 in JSON, one a line. */
@RestController
class AuditExport {

  static final String EXPORTED = "audit.exported";

  private final AuditLog log;
  private final AuditTrail trail;
  private final CurrentActor current;
  private final TransactionTemplate transaction;
  private final ObjectMapper json;

  AuditExport(
    AuditLog log,
    AuditTrail trail,
    CurrentActor current,
    TransactionTemplate transaction,
    ObjectMapper json
  ) {
    this.log = log;
    this.trail = trail;
    this.current = current;
    this.transaction = transaction;
    this.json = json;
  }

  /** Oldest first. An answer that breaks off is not ended as HTTP asks for, so that no client takes it for the whole. */
  @GetMapping(path = "/api/audit/export", produces = "application/x-ndjson")
  @PreAuthorize("hasAnyRole('auditor', 'operator')")
  @ApiResponse(
    responseCode = "200",
    content = @Content(
      mediaType = "application/x-ndjson",
      schema = @Schema(implementation = AuditEvent.class)
    )
  )
  void export(
    @RequestParam(required = false) @Nullable String instanceId,
    @RequestParam(required = false) @Nullable String type,
    @RequestParam(required = false) @Nullable String actor,
    @RequestParam(required = false) @Nullable Instant from,
    @RequestParam(required = false) @Nullable Instant to,
    HttpServletResponse response
  ) throws IOException {
    var filter = new AuditLog.Filter(instanceId, type, actor, from, to);
    record(filter);
    response.setContentType("application/x-ndjson");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.jsonl\"");
    var out = response.getOutputStream();
    try {
      log.each(filter, linked -> write(linked, out));
    } catch (UncheckedIOException e) {
      throw new AsyncRequestNotUsableException("The client went away", e.getCause());
    }
  }

  private void write(LinkedEntry linked, OutputStream out) {
    try {
      out.write(json.writeValueAsBytes(AuditEvent.of(linked)));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Before the first line is out: who took what out of the house. */
  private void record(AuditLog.Filter filter) {
    var detail = new LinkedHashMap<String, @Nullable Object>();
    detail.put("instanceId", filter.instanceId());
    detail.put("type", filter.type());
    detail.put("actor", filter.actor());
    detail.put("from", filter.from() == null ? null : filter.from().toString());
    detail.put("to", filter.to() == null ? null : filter.to().toString());
    var entry = new AuditEntry(
      EXPORTED,
      current.get().name(),
      null,
      null,
      null,
      null,
      null,
      "Took out audit entries",
      detail
    );
    transaction.executeWithoutResult(status -> trail.record(entry));
  }
}
