package dev.steward.knowledge;

import dev.steward.process.spi.Labels;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found.
 *
 * @param passages the nearest first
 * @param stale documents that hold no longer, and that the reader could have had something of otherwise
 * @param withheld how many passages match and are outside of the reader's boundaries, by the first boundary they are outside of. Not for
 *     the reader, who would learn from it that there is something
 * @param labels of all passages together
 */
public record Retrieved(
  List<Found> passages,
  List<Stale> stale,
  Map<String, Long> withheld,
  Labels labels
) {
  /**
   * @param citation names the passage for good
   * @param asOf when the document was last true
   * @param page in the document; null where it has none
   * @param score from 0 to 1: how near its meaning is, and to a small part how well its words match
   */
  @Schema(name = "KnowledgePassage")
  public record Found(
    String citation,
    String title,
    String heading,
    @Nullable Integer page,
    Instant asOf,
    String text,
    double score
  ) {}

  /** @param since when it ceased to hold */
  @Schema(name = "StaleDocument")
  public record Stale(String collection, String document, String title, Instant since) {}
}
