package dev.steward.knowledge;

import dev.steward.knowledge.document.ReadDocument;
import dev.steward.knowledge.document.UnreadableDocumentException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where documents of a collection come from. */
interface Source {
  boolean provides(DocumentCollection collection);

  /**
   * All that there is now.
   *
   * @throws SourceUnavailableException where that cannot be told: nothing counts as removed then
   */
  List<Item> items(DocumentCollection collection);

  /** @param digest changes with the content */
  record Item(String key, String digest, Reading reading) {}

  interface Reading {
    /**
     * @throws UnreadableDocumentException where the document is refused
     * @throws SourceUnavailableException where it could not be had
     */
    Content read() throws UnreadableDocumentException;
  }

  /**
   * @param changedAt when it last changed, for a document that does not say itself when it was true
   * @param fields values of their own that only some readers may have, by their names
   */
  record Content(ReadDocument document, Instant changedAt, Map<String, String> fields) {}

  /** For now. */
  class SourceUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SourceUnavailableException(String reason, @Nullable Throwable cause) {
      super(reason, cause);
    }
  }
}
