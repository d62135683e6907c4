package dev.steward.audit;

import java.time.Instant;

/**
 * A fact of the trail as it was written.
 *
 * @param id grows with time of writing, not necessarily with order of commit
 */
public record RecordedEntry(long id, Instant at, AuditEntry entry) {}
