package dev.steward.knowledge.document;

import org.jspecify.annotations.Nullable;

/**
 * A heading, a paragraph, an item of a list or a row of a table.
 *
 * @param begins its first character's place in the document's text
 * @param ends the place after its last character
 * @param level of a heading, 1 to 6; 0 for everything else
 * @param page from 1; null where the format has none
 */
public record Block(int begins, int ends, int level, @Nullable Integer page) {
  public Block {
    if (begins < 0 || ends < begins || level < 0 || level > 6) {
      throw new IllegalArgumentException("No block: %d to %d".formatted(begins, ends));
    }
  }

  boolean isHeading() {
    return level > 0;
  }
}
