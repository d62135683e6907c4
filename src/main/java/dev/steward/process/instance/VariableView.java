package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A variable of an instance.
 *
 * @param type {@code string}, {@code number}, {@code boolean}, {@code object}, {@code array} or {@code null}
 * @param digest SHA-256 of the value as canonical JSON, which a change may name to make sure that it is still the one
 * @param labels {@code untrusted}, {@code confidential}
 * @param origin what wrote it: {@code start}, a message, an activity's id, or a person; null where the diagram moved it
 * @param activityId the origin where it is an activity of the diagram
 */
@Schema(name = "Variable")
record VariableView(
  String name,
  String type,
  JsonNode value,
  String digest,
  List<String> labels,
  @Nullable String origin,
  @Nullable String activityId,
  Instant firstWrittenAt,
  Instant writtenAt
) {
  /**
   * What a variable has held.
   *
   * @param items oldest first
   * @param complete false where the engine keeps no values but the last: there are gaps between the items
   */
  @Schema(name = "VariableHistory")
  record History(List<Item> items, boolean complete) {}

  /**
   * @param value null where nobody kept it
   * @param digest of the value; null where nobody kept that either
   * @param by who changed it by hand
   * @param reason that they gave
   */
  @Schema(name = "VariableHistoryItem")
  record Item(
    Instant at,
    @Nullable JsonNode value,
    @Nullable String digest,
    @Nullable String activityId,
    @Nullable String by,
    @Nullable String reason
  ) {}
}
