package dev.steward.catalogue;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of an agent or a tool that was in force at some time.
 *
 * @param digest of its text
 * @param file that it came from; null where somebody stored it, and for a version that was kept before this was
 * @param comment why it was put in force the last time; null for a file's
 * @param changedBy who put it in force the last time; null for a version that was kept before this was
 */
@Schema(name = "CatalogueVersion")
public record CatalogueVersion(
  String digest,
  Instant firstSeen,
  @Nullable String file,
  @Nullable String comment,
  @Nullable String changedBy,
  @Nullable Instant changedAt
) {}
