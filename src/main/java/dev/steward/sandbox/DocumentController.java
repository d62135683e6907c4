package dev.steward.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The company's own writing: its handbook, the tickets of its customers, and notes on those. */
@SandboxComponent
@RestController
@RequestMapping("/sandbox")
class DocumentController {

  private static final String SYSTEM = "documents";

  private final JdbcClient jdbc;
  private final Effects effects;
  private final Faults faults;

  DocumentController(JdbcClient jdbc, Effects effects, Faults faults) {
    this.jdbc = jdbc;
    this.effects = effects;
    this.faults = faults;
  }

  record Document(String id, String title, String body) {}

  record Ticket(String id, String customer, String subject, String status, String body) {}

  record NewNote(
    @NotBlank String ticket,
    @NotBlank @Size(max = 200) String title,
    @NotBlank @Size(max = 4000) String body
  ) {}

  record Note(UUID noteId, String ticket, String title) {}

  record Withdrawn(UUID noteId, String status) {}

  /** What is confidential is not there for whoever comes this way. */
  @GetMapping("/documents/{id}")
  Document document(@PathVariable String id) {
    faults.strikeRead(SYSTEM, "read");
    return jdbc
      .sql(
        "SELECT id, title, body FROM sandbox_document WHERE id = ? AND classification = 'internal'"
      )
      .param(id)
      .query(Document.class)
      .optional()
      .orElseThrow(() ->
        SandboxProblem.notFound("document-not-found", "There is no such document")
      );
  }

  @GetMapping("/tickets/{id}")
  Ticket ticket(@PathVariable String id) {
    faults.strikeRead(SYSTEM, "read-ticket");
    return jdbc
      .sql("SELECT id, customer, subject, status, body FROM sandbox_ticket WHERE id = ?")
      .param(id)
      .query(Ticket.class)
      .optional()
      .orElseThrow(DocumentController::noTicket);
  }

  @PostMapping("/notes")
  JsonNode write(
    @RequestBody @Valid NewNote note,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    return effects.apply(SYSTEM, "write-note", key, note, used -> insert(note));
  }

  @PostMapping("/notes/{noteId}/withdraw")
  JsonNode withdraw(
    @PathVariable UUID noteId,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    return effects.apply(SYSTEM, "withdraw-note", key, List.of(noteId), used -> update(noteId));
  }

  private Note insert(NewNote note) {
    var id = UUID.randomUUID();
    var inserted = jdbc
      .sql(
        """
        INSERT INTO sandbox_note (id, ticket, title, body)
        SELECT ?, id, ?, ? FROM sandbox_ticket WHERE id = ?
        """
      )
      .params(id, note.title(), note.body(), note.ticket())
      .update();
    if (inserted == 0) {
      throw noTicket();
    }
    return new Note(id, note.ticket(), note.title());
  }

  private Withdrawn update(UUID noteId) {
    var found = jdbc
      .sql("UPDATE sandbox_note SET withdrawn_at = coalesce(withdrawn_at, now()) WHERE id = ?")
      .param(noteId)
      .update();
    if (found == 0) {
      throw SandboxProblem.notFound("note-not-found", "There is no such note");
    }
    return new Withdrawn(noteId, "withdrawn");
  }

  private static SandboxProblem noTicket() {
    return SandboxProblem.notFound("ticket-not-found", "There is no such ticket");
  }
}
