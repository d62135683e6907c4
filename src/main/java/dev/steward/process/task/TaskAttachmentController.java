package dev.steward.process.task;

import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import dev.steward.process.attachment.AttachmentView;
import dev.steward.process.attachment.Attachments;
import dev.steward.process.attachment.FileUpload;
import dev.steward.process.attachment.Place;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Files for the form of an open task. */
@RestController
@RequestMapping("/api/tasks/{id}/attachments")
class TaskAttachmentController {

  private final Tasks tasks;
  private final TaskAuthority authority;
  private final Attachments attachments;
  private final CurrentActor current;

  TaskAttachmentController(
    Tasks tasks,
    TaskAuthority authority,
    Attachments attachments,
    CurrentActor current
  ) {
    this.tasks = tasks;
    this.authority = authority;
    this.attachments = attachments;
    this.current = current;
  }

  @GetMapping
  Listing<AttachmentView> list(@PathVariable String id) {
    var actor = current.get();
    return Listing.whole(attachments.ofTask(tasks.get(id, actor).id(), actor));
  }

  /**
   * By whoever could complete the task.
   *
   * @param field of the task's form, such as {@code offer.contract}
   */
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  AttachmentView add(
    @PathVariable String id,
    @RequestParam(required = false) @Nullable String field,
    @RequestPart(required = false) @Nullable MultipartFile file
  ) {
    var actor = current.get();
    var task = tasks.get(id, actor);
    TaskAuthority.refuse(authority.workRefusal(task, actor));
    var upload = FileUpload.of(tasks.form(task), field, file);
    return attachments.add(Place.of(task), upload.field(), upload.file(), actor);
  }
}
