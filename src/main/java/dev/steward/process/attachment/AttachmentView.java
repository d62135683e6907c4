package dev.steward.process.attachment;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody has attached.
 *
 * @param field of the form, such as {@code offer.contract}
 * @param type a media type, by its extension
 * @param size in bytes
 * @param sha256 of the content, in hexadecimal
 * @param activityId null where it came with the start
 * @param mine whether you may refer to it, or remove it
 */
@Schema(name = "Attachment")
public record AttachmentView(
  String id,
  String field,
  String name,
  String type,
  long size,
  String sha256,
  String uploadedBy,
  Instant uploadedAt,
  @Nullable String activityId,
  boolean mine
) {
  static AttachmentView of(Attachment file, String person) {
    return new AttachmentView(
      file.id().toString(),
      file.field(),
      file.name(),
      file.type(),
      file.size(),
      file.sha256(),
      file.uploadedBy(),
      file.uploadedAt(),
      file.place().activityId(),
      file.keptAt() == null && file.person().equals(person)
    );
  }
}
