package dev.steward.review;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What a person decided. */
public sealed interface Decision {
  String by();

  /** @param edited true where the arguments are no longer those the agent proposed */
  record Approved(
    String by,
    JsonNode arguments,
    boolean edited,
    @Nullable String comment
  ) implements Decision {}

  record Rejected(String by, String comment) implements Decision {}

  /** The person does by hand whatever has to be done. */
  record TakenOver(String by, @Nullable String comment) implements Decision {}

  /** Of a call in doubt: it took effect. */
  record Happened(String by, @Nullable String comment) implements Decision {}

  /** Of a call in doubt: it did not take effect. */
  record DidNotHappen(String by, @Nullable String comment) implements Decision {}

  /** Of a call in doubt: it shall be made again. */
  record Repeat(String by, @Nullable String comment) implements Decision {}
}
