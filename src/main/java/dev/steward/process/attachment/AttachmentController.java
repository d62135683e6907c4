package dev.steward.process.attachment;

import dev.steward.identity.Actor;
import dev.steward.identity.CurrentActor;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.OpenTasks;
import dev.steward.process.spi.VisibleInstances;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Gives files out, and takes back what was not handed in yet. */
@RestController
@RequestMapping("/api/attachments/{id}")
class AttachmentController {

  private final Attachments attachments;
  private final OpenTasks tasks;
  private final VisibleInstances instances;
  private final CurrentActor current;

  AttachmentController(
    Attachments attachments,
    OpenTasks tasks,
    VisibleInstances instances,
    CurrentActor current
  ) {
    this.attachments = attachments;
    this.tasks = tasks;
    this.instances = instances;
    this.current = current;
  }

  /** To be saved, never to be shown: nobody knows what is in it. */
  @GetMapping(produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  ResponseEntity<byte[]> read(@PathVariable String id) {
    var actor = current.get();
    var file = visible(id, actor);
    return ResponseEntity.ok()
      .header(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment()
          .filename(file.name(), StandardCharsets.UTF_8)
          .build()
          .toString()
      )
      .header("X-Content-Type-Options", "nosniff")
      .header("Content-Security-Policy", "sandbox; default-src 'none'")
      .header(HttpHeaders.CACHE_CONTROL, "no-store")
      .contentType(MediaType.APPLICATION_OCTET_STREAM)
      .body(attachments.read(file, actor));
  }

  /** By whoever uploaded it, until it is handed in. */
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String id) {
    var actor = current.get();
    attachments.remove(visible(id, actor), actor);
  }

  private Attachment visible(String id, Actor actor) {
    return attachments
      .find(id)
      .filter(file -> sees(file, actor))
      .orElseThrow(() ->
        ProblemException.notFound("attachment-not-found", "There is no attachment '" + id + "'")
      );
  }

  private boolean sees(Attachment file, Actor actor) {
    var place = file.place();
    try {
      if (file.keptAt() != null && place.instanceId() != null) {
        instances.require(place.instanceId(), actor);
      } else if (place.taskId() != null) {
        tasks.get(place.taskId(), actor);
      } else {
        return file.person().equals(actor.name());
      }
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }
}
