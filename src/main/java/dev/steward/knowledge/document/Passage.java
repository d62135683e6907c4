package dev.steward.knowledge.document;

import org.jspecify.annotations.Nullable;

/**
 * A part of a document that can be retrieved and cited.
 *
 * @param begins its first character's place in the document's text
 * @param ends the place after its last character
 * @param heading those that it stands under, outermost first, joined by " › "; may be empty
 * @param field the sensitive heading that it stands under; null where it is for every reader of the document
 */
public record Passage(
  int begins,
  int ends,
  String heading,
  @Nullable Integer page,
  @Nullable String field
) {}
