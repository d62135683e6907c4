package dev.steward.audit;

import dev.steward.journal.Write;

/** Appends to the trail. */
public interface AuditTrail {
  /** The entry as part of a step, which is committed with whatever else the step writes. */
  Write entry(AuditEntry entry);

  /**
   * Writes in the caller's transaction, so that neither the entry nor what it records exists
   * without the other.
   *
   * @throws org.springframework.transaction.IllegalTransactionStateException without a transaction
   */
  void record(AuditEntry entry);
}
