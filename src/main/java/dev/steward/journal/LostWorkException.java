package dev.steward.journal;

/** Somebody else has taken the work over, or stopped it: whoever gets this does nothing further for it. */
public class LostWorkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LostWorkException(String message) {
    super(message);
  }
}
