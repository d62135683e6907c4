package dev.steward.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What other systems get of the trail: a CloudEvent 1.0.
 *
 * @param id of the entry
 * @param subject the process instance; left out where there is none
 * @param chain with {@code position} and {@code hash}: where the entry is linked, so that a copy elsewhere vouches for the trail
 * @param data the entry; of a checkpoint what the file outside of the database has of it
 */
@Schema(name = "AuditEvent")
@JsonInclude(Include.NON_NULL)
record AuditEvent(
  String specversion,
  String id,
  String source,
  String type,
  Instant time,
  @Nullable String subject,
  String datacontenttype,
  @Nullable String chain,
  @Nullable String position,
  @Nullable String hash,
  @Schema(implementation = AuditController.Item.class) Object data
) {
  private static final String VERSION = "1.0";
  private static final String SOURCE = "/api/audit";
  private static final String TYPE = "dev.steward.";
  private static final String JSON = "application/json";

  static AuditEvent of(LinkedEntry linked) {
    var item = AuditController.Item.of(linked.recorded());
    return new AuditEvent(
      VERSION,
      String.valueOf(item.id()),
      SOURCE,
      TYPE + item.type(),
      item.at(),
      item.instanceId(),
      JSON,
      linked.chain(),
      String.valueOf(linked.position()),
      HexFormat.of().formatHex(linked.hash()),
      item
    );
  }

  static AuditEvent of(Checkpoint checkpoint, JsonNode line) {
    return new AuditEvent(
      VERSION,
      "checkpoint-" + checkpoint.number(),
      SOURCE,
      TYPE + "checkpoint",
      Instant.parse(checkpoint.fields().path("at").asText()),
      null,
      JSON,
      null,
      null,
      null,
      line
    );
  }
}
