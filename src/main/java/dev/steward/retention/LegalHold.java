package dev.steward.retention;

import dev.steward.process.spi.EndedInstances.Member;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** @param instanceId with all it belongs to; null where the hold is on all instances of a process, with a business key, or both */
record LegalHold(
  UUID id,
  @Nullable String instanceId,
  @Nullable String processKey,
  @Nullable String businessKey,
  String reason,
  String placedBy,
  Instant placedAt
) {
  boolean isOn(Member member) {
    return instanceId != null
      ? instanceId.equals(member.id())
      : (processKey == null || processKey.equals(member.processKey())) &&
          (businessKey == null || businessKey.equals(member.businessKey()));
  }
}
