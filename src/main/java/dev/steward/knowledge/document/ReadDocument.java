package dev.steward.knowledge.document;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document says.
 *
 * @param title empty where it states none
 * @param blocks in the order of the text
 * @param asOf when it was last true, where it says so
 * @param validUntil when it ceases to be, where it says so
 */
public record ReadDocument(
  String mediaType,
  String title,
  String text,
  List<Block> blocks,
  @Nullable Instant asOf,
  @Nullable Instant validUntil
) {
  public ReadDocument {
    blocks = List.copyOf(blocks);
  }
}
