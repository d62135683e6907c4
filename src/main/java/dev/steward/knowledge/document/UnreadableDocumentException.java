package dev.steward.knowledge.document;

/** A document is refused. The message says why, for whoever answers for it. */
public class UnreadableDocumentException extends Exception {

  private static final long serialVersionUID = 1L;

  public UnreadableDocumentException(String reason) {
    super(reason);
  }
}
