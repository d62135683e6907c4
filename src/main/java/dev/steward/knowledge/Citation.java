package dev.steward.knowledge;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a passage for good: {@code sales-playbook/tone.md@3#5} is the fifth passage of the third version of a document.
 *
 * @param version from 1
 * @param ordinal from 1
 */
record Citation(String collection, String key, int version, int ordinal) {
  private static final Pattern FORM = Pattern.compile(
    "([a-z][a-z0-9-]{0,62})/(.{1,500})@([1-9][0-9]{0,8})#([1-9][0-9]{0,8})"
  );

  static Optional<Citation> of(String text) {
    var form = FORM.matcher(text);
    return form.matches()
      ? Optional.of(
          new Citation(
            form.group(1),
            form.group(2),
            Integer.parseInt(form.group(3)),
            Integer.parseInt(form.group(4))
          )
        )
      : Optional.empty();
  }

  @Override
  public String toString() {
    return "%s/%s@%d#%d".formatted(collection, key, version, ordinal);
  }
}
