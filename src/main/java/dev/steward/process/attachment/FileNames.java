package dev.steward.process.attachment;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names that are safe wherever somebody saves the file, and that read as they are written. */
final class FileNames {

  private static final int LONGEST = 150;

  // Separators of folders and streams, wildcards, and what is invisible or changes the direction of reading.
  private static final Pattern HARMFUL = Pattern.compile("[/\\\\:*?\"<>|]|\\p{C}|\\p{Zl}|\\p{Zp}");

  private FileNames() {}

  static String normal(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  static Optional<String> problemWith(String name) {
    if (name.isBlank()) {
      return Optional.of("has no name");
    }
    if (name.length() > LONGEST) {
      return Optional.of("has a name of more than %d characters".formatted(LONGEST));
    }
    if (HARMFUL.matcher(name).find()) {
      return Optional.of("has a character in its name that no file may have");
    }
    return name.startsWith(".") || name.endsWith(".") || !name.equals(name.strip())
      ? Optional.of("has a name that begins or ends with a dot or a space")
      : Optional.empty();
  }

  /** As far as it can be shown. */
  static String shown(String name) {
    var shown = HARMFUL.matcher(name).replaceAll("?");
    return shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown;
  }
}
