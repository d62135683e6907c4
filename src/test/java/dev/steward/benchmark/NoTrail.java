package dev.steward.benchmark;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.journal.Write;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Added to the application under test, to learn what its trail costs: nothing is written, hashed or chained. */
@Component
@Primary
@ConditionalOnProperty("benchmark.unaudited")
class NoTrail implements AuditTrail {

  /** A step has to write something. */
  private static final Write NOTHING = Write.of(
    "UPDATE audit_mirror SET taken = taken WHERE FALSE"
  );

  @Override
  public Write entry(AuditEntry entry) {
    return NOTHING;
  }

  @Override
  public void record(AuditEntry entry) {
    // Nor here.
  }
}
