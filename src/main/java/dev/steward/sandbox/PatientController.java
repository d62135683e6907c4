package dev.steward.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
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

/** A clinic's records of its patients, their notes, and a way to write to them. */
@SandboxComponent
@RestController
@RequestMapping("/sandbox/patients")
class PatientController {

  private static final String SYSTEM = "patients";

  private final JdbcClient jdbc;
  private final Effects effects;
  private final Faults faults;

  PatientController(JdbcClient jdbc, Effects effects, Faults faults) {
    this.jdbc = jdbc;
    this.effects = effects;
    this.faults = faults;
  }

  record Patient(String id, String name, LocalDate born, String history, String medicines) {}

  record NewNote(
    @NotNull @Pattern(regexp = "routine|soon|urgent|emergency") String urgency,
    @NotBlank @Size(max = 4000) String body
  ) {}

  record Note(UUID noteId, String patient, String urgency) {}

  record Withdrawn(UUID noteId, String status) {}

  record NewMessage(@NotBlank @Size(max = 4000) String body) {}

  record Sent(UUID messageId, String patient) {}

  @GetMapping("/{id}")
  Patient read(@PathVariable String id) {
    faults.strikeRead(SYSTEM, "read-record");
    return jdbc
      .sql("SELECT id, name, born, history, medicines FROM sandbox_patient WHERE id = ?")
      .param(id)
      .query(Patient.class)
      .optional()
      .orElseThrow(PatientController::noPatient);
  }

  @PostMapping("/{id}/notes")
  JsonNode fileNote(
    @PathVariable String id,
    @RequestBody @Valid NewNote note,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    return effects.apply(SYSTEM, "file-note", key, List.of(id, note), used -> {
      var noteId = UUID.randomUUID();
      insert(
        """
        INSERT INTO sandbox_patient_note (id, urgency, body, patient)
        SELECT ?, ?, ?, id FROM sandbox_patient WHERE id = ?
        """,
        noteId,
        note.urgency(),
        note.body(),
        id
      );
      return new Note(noteId, id, note.urgency());
    });
  }

  @PostMapping("/notes/{noteId}/withdraw")
  JsonNode withdrawNote(
    @PathVariable UUID noteId,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    return effects.apply(SYSTEM, "withdraw-note", key, List.of(noteId), used -> {
      var found = jdbc
        .sql(
          "UPDATE sandbox_patient_note SET withdrawn_at = coalesce(withdrawn_at, now()) WHERE id = ?"
        )
        .param(noteId)
        .update();
      if (found == 0) {
        throw SandboxProblem.notFound("note-not-found", "There is no such note");
      }
      return new Withdrawn(noteId, "withdrawn");
    });
  }

  @PostMapping("/{id}/messages")
  JsonNode sendMessage(
    @PathVariable String id,
    @RequestBody @Valid NewMessage message,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    return effects.apply(SYSTEM, "send-message", key, List.of(id, message), used -> {
      var messageId = UUID.randomUUID();
      insert(
        """
        INSERT INTO sandbox_patient_message (id, body, patient)
        SELECT ?, ?, id FROM sandbox_patient WHERE id = ?
        """,
        messageId,
        message.body(),
        id
      );
      return new Sent(messageId, id);
    });
  }

  private void insert(String sql, Object... values) {
    if (jdbc.sql(sql).params(values).update() == 0) {
      throw noPatient();
    }
  }

  private static SandboxProblem noPatient() {
    return SandboxProblem.notFound("patient-not-found", "There is no such patient");
  }
}
