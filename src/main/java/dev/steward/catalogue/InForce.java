package dev.steward.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * The version of a definition that counts.
 *
 * @param version digest of its text
 * @param file that it came from; null where somebody stored it
 * @param source YAML
 */
public record InForce(String name, String version, @Nullable String file, String source) {
  /** As its author knows it. */
  public String place() {
    return file == null ? "the stored '" + name + "'" : file;
  }
}
