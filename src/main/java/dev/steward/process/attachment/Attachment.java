package dev.steward.process.attachment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file, without what is in it.
 *
 * @param person who may use and remove it while it waits
 * @param type a media type, by its extension
 * @param size in bytes
 * @param keptAt when a task or a start took it; null while it waits
 */
public record Attachment(
  UUID id,
  Place place,
  String person,
  String uploadedBy,
  String field,
  String name,
  String type,
  long size,
  String sha256,
  Instant uploadedAt,
  @Nullable Instant keptAt
) {
  /** As the process variable has it. */
  ObjectNode described() {
    return JsonNodeFactory.instance
      .objectNode()
      .put("id", id.toString())
      .put("name", name)
      .put("size", size)
      .put("type", type)
      .put("sha256", sha256);
  }

  Map<String, Object> recorded() {
    var detail = new LinkedHashMap<String, Object>();
    if (place.taskId() != null) {
      detail.put("taskId", place.taskId());
    }
    detail.put("attachment", id.toString());
    detail.put("field", field);
    detail.put("name", name);
    detail.put("size", size);
    detail.put("sha256", sha256);
    return detail;
  }
}
