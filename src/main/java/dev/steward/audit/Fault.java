package dev.steward.audit;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the trail, and where.
 *
 * @param chain such as {@code instance:<id>} or {@code subject:sign-in}
 * @param position from 1; 0 for an entry that has none
 * @param entryId null where no entry is known for the position
 */
record Fault(Kind kind, String chain, long position, @Nullable Long entryId) {
  Fault as(Kind other) {
    return new Fault(other, chain, position, entryId);
  }

  enum Kind {
    /** A field of the entry is no longer what was hashed. */
    changed,
    /** The entry, or its place in the chain, is gone. */
    missing,
    /** The entry is as it was written, but not where it was written, or its link was rewritten. */
    moved,
    /** The chain ends before its head says so. */
    truncated,
    /** The chain is sound in itself, but is not the one its head tells of. */
    replaced,
    /** The entry was written past the trail: no chain knows it. */
    unchained,
    /** The chain is sound, but is not what was signed of it, or is gone. */
    rewritten,
    /** A checkpoint is not what was signed, is not there, or the file outside of the database has another. */
    checkpoint,
    /** A checkpoint is not signed by the key that was in force. */
    signature,
  }
}
