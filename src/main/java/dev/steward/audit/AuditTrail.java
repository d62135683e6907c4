package dev.steward.audit;

/** Appends to the trail. */
public interface AuditTrail {

  /**
   * Writes in the caller's transaction, so that neither the entry nor what it records exists
   * without the other.
   *
   * @throws org.springframework.transaction.IllegalTransactionStateException without a transaction
   */
  void record(AuditEntry entry);
}
