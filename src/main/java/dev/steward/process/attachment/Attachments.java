package dev.steward.process.attachment;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.form.FileField;
import dev.steward.process.form.FormFiles;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.multipart.MultipartFile;

/**
 * Files waiting for the task or start that they were uploaded for, and those that one has kept. Nothing is said here about who may do
 * that; each step is on the trail, in the same transaction.
 */
@Component
public class Attachments {

  private static final String SYSTEM = "system";

  private final AttachmentRows rows;
  private final AttachmentProperties properties;
  private final AuditTrail audit;
  private final Clock clock;

  Attachments(AttachmentRows rows, AttachmentProperties properties, AuditTrail audit, Clock clock) {
    this.rows = rows;
    this.properties = properties;
    this.audit = audit;
    this.clock = clock;
  }

  /** @throws ProblemException 413 for a file that is too large; 422 for one that is not taken; each names the field and the reason */
  @Transactional
  public AttachmentView add(Place place, FileField field, MultipartFile content, Actor actor) {
    var name = FileNames.normal(Optional.ofNullable(content.getOriginalFilename()).orElse(""));
    refuseTooLarge(name, field, content.getSize());
    problemWith(name, field, content).ifPresent(problem -> {
      throw refused(name, field, problem);
    });
    rows.lock(place, actor.name());
    if (place.taskId() != null && !rows.hold(place.taskId())) {
      throw ProblemException.conflict("task-already-completed", "The task was completed already");
    }
    refuseTooMany(place, name, field, content.getSize(), actor);
    var file = new Attachment(
      UUID.randomUUID(),
      place,
      actor.name(),
      actor.name(),
      field.name(),
      name,
      FileContent.type(name).toString(),
      content.getSize(),
      FileContent.sha256(content),
      clock.instant().truncatedTo(ChronoUnit.MICROS),
      null
    );
    rows.insert(file, content);
    record("attachment.added", "Attached", file, actor.name());
    return AttachmentView.of(file, actor.name());
  }

  /** Whatever a form takes is kept with the instance, in the transaction under way. */
  public FormFiles taking(Place place, String instanceId, Actor actor) {
    return (field, id) ->
      parsed(id)
        .flatMap(each ->
          rows.keep(each, place, instanceId, field.name(), actor.name(), clock.instant())
        )
        .map(file -> {
          record("attachment.kept", "Handed in", file, actor.name());
          return file.described();
        });
  }

  /** Of an open task, the oldest first. */
  public List<AttachmentView> ofTask(String taskId, Actor actor) {
    return views(rows.ofTask(taskId), actor);
  }

  /** What its tasks and its start have kept. */
  public List<AttachmentView> keptBy(String instanceId, Actor actor) {
    return views(rows.keptBy(instanceId), actor);
  }

  /** What somebody has prepared is from now on the other's to hand in. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void handOver(String taskId, String from, String to) {
    rows.handOver(taskId, from, to);
  }

  /** The task is over: what it has not kept is not needed any more. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void taskIsOver(String taskId) {
    rows
      .deleteWaiting(taskId)
      .forEach(file -> record("attachment.removed", "Removed the unused", file, SYSTEM));
  }

  Optional<Attachment> find(String id) {
    return parsed(id).flatMap(rows::find);
  }

  @Transactional
  void remove(Attachment file, Actor actor) {
    if (!file.person().equals(actor.name())) {
      throw ProblemException.forbidden("Only whoever has attached a file removes it");
    }
    if (!rows.delete(file.id())) {
      throw ProblemException.conflict(
        "attachment-kept",
        "The file was handed in, or is gone already"
      );
    }
    record("attachment.removed", "Removed", file, actor.name());
  }

  /** That somebody reads what another has attached is on record. */
  @Transactional
  byte[] read(Attachment file, Actor actor) {
    if (!file.uploadedBy().equals(actor.name())) {
      record("attachment.read", "Read", file, actor.name());
    }
    return rows.content(file.id());
  }

  /** @return whether there may be more */
  @Transactional
  boolean removeUnused(int limit) {
    var unused = rows.deleteUnused(clock.instant().minus(properties.unusedFor()), limit);
    unused.forEach(file -> record("attachment.removed", "Removed the unused", file, SYSTEM));
    return unused.size() == limit;
  }

  private Optional<String> problemWith(String name, FileField field, MultipartFile content) {
    return content.isEmpty()
      ? Optional.of("is empty")
      : FileNames.problemWith(name).or(() ->
          FileContent.problemWith(name, content.getContentType(), field.types(), content)
        );
  }

  private void refuseTooLarge(String name, FileField field, long size) {
    if (size > properties.largest().toBytes()) {
      throw refused(
        HttpStatus.PAYLOAD_TOO_LARGE,
        "attachment-too-large",
        name,
        field,
        "is too large: a file may have at most %,d bytes".formatted(properties.largest().toBytes())
      );
    }
  }

  private void refuseTooMany(Place place, String name, FileField field, long size, Actor actor) {
    var used = rows.used(place, actor.name());
    if (used.files() >= properties.most()) {
      throw refused(
        name,
        field,
        "is one too many: there may be at most %d files".formatted(properties.most())
      );
    }
    if (used.bytes() + size > properties.largestTotal().toBytes()) {
      throw refused(
        name,
        field,
        "is too much: all files together may have at most %,d bytes".formatted(
          properties.largestTotal().toBytes()
        )
      );
    }
  }

  private static ProblemException refused(String name, FileField field, String problem) {
    return refused(HttpStatus.UNPROCESSABLE_ENTITY, "attachment-refused", name, field, problem);
  }

  private static ProblemException refused(
    HttpStatus status,
    String code,
    String name,
    FileField field,
    String problem
  ) {
    return new ProblemException(
      status,
      code,
      "'%s' %s".formatted(FileNames.shown(name), problem),
      List.of(new FieldError(field.pointer(), problem))
    );
  }

  private void record(String type, String verb, Attachment file, String actor) {
    audit.record(
      new AuditEntry(
        type,
        actor,
        null,
        file.place().processKey(),
        file.place().instanceId(),
        file.place().activityId(),
        null,
        "%s '%s'".formatted(verb, file.name()),
        file.recorded()
      )
    );
  }

  private static List<AttachmentView> views(List<Attachment> files, Actor actor) {
    return files
      .stream()
      .map(file -> AttachmentView.of(file, actor.name()))
      .toList();
  }

  private static Optional<UUID> parsed(String id) {
    try {
      return Optional.of(UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
