package dev.steward.evidence;

import java.nio.charset.StandardCharsets;

/** A file of a bundle. */
record EvidenceFile(String name, byte[] content) {
  static EvidenceFile of(String name, String text) {
    return new EvidenceFile(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
