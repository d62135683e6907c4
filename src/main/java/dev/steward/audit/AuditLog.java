package dev.steward.audit;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the trail. */
public interface AuditLog {
  /** All entries of a process instance, oldest first; empty for an unknown one. */
  List<RecordedEntry> ofInstance(String instanceId);

  /**
   * Newest first.
   *
   * @param before the smallest id of the page before, or null for the first page
   */
  List<RecordedEntry> find(Filter filter, @Nullable Long before, int limit);

  /** All of them, oldest first, as the trail was at one moment; memory does not grow with their number. */
  void each(Filter filter, Consumer<LinkedEntry> reader);

  /**
   * What a checkpoint signed and none before it, by chain and position.
   *
   * @param chain with {@code position}: after which to go on
   */
  List<LinkedEntry> signedBy(long checkpoint, String chain, long position, int limit);

  /** Those with greater ids than this, in the order of their ids. */
  List<RecordedEntry> after(long id, int limit);

  /** The greatest id so far; zero before the first entry. */
  long last();

  /**
   * Each null matches all.
   *
   * @param type a type, or the front part of types up to a dot, such as {@code tool}
   * @param from inclusive
   * @param to exclusive
   */
  record Filter(
    @Nullable String instanceId,
    @Nullable String type,
    @Nullable String actor,
    @Nullable Instant from,
    @Nullable Instant to
  ) {}
}
