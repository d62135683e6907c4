package dev.steward.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a single rule says, the strictest first. */
enum Ruling {
  DENY,
  REVIEW,
  SAMPLE,
  ALLOW;

  static final String NAMES =
      Arrays.stream(values()).map(Ruling::text).collect(Collectors.joining(", "));

  /** Null for a text that is none of ours: what that means is for the caller to say. */
  static @Nullable Ruling parse(@Nullable Object text) {
    return Arrays.stream(values())
        .filter(ruling -> ruling.text().equals(text))
        .findFirst()
        .orElse(null);
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
