package dev.steward.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fact of the trail as it was written.
 *
 * @param id grows with time of writing, not necessarily with order of commit
 * @param traceId of the trace it was written in; 32 hex digits, or null where there was none
 */
public record RecordedEntry(long id, Instant at, AuditEntry entry, @Nullable String traceId) {}
