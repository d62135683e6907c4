package dev.steward.process.instance;

import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import dev.steward.process.attachment.AttachmentView;
import dev.steward.process.attachment.Attachments;
import dev.steward.process.attachment.FileUpload;
import dev.steward.process.attachment.Place;
import dev.steward.process.definition.Definitions;
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

/** Files for starts, and those that an instance has kept. */
@RestController
@RequestMapping("/api")
class InstanceAttachmentController {

  private final Definitions definitions;
  private final Instances instances;
  private final Attachments attachments;
  private final CurrentActor current;

  InstanceAttachmentController(
    Definitions definitions,
    Instances instances,
    Attachments attachments,
    CurrentActor current
  ) {
    this.definitions = definitions;
    this.instances = instances;
    this.attachments = attachments;
    this.current = current;
  }

  /**
   * Waits for a start by the same person, and is gone after an hour without one.
   *
   * @param field of the start form, such as {@code offer.contract}
   */
  @PostMapping(
    path = "/processes/{key}/attachments",
    consumes = MediaType.MULTIPART_FORM_DATA_VALUE
  )
  @ResponseStatus(HttpStatus.CREATED)
  AttachmentView add(
    @PathVariable String key,
    @RequestParam(required = false) @Nullable String field,
    @RequestPart(required = false) @Nullable MultipartFile file
  ) {
    var upload = FileUpload.of(definitions.startForm(definitions.get(key)), field, file);
    return attachments.add(Place.ofStart(key), upload.field(), upload.file(), current.get());
  }

  /** What was handed in with the start and with tasks that are done. */
  @GetMapping("/instances/{id}/attachments")
  Listing<AttachmentView> kept(@PathVariable String id) {
    var actor = current.get();
    instances.require(id, actor);
    return Listing.whole(attachments.keptBy(id, actor));
  }
}
