package dev.steward.testing;

import java.nio.file.Path;

/** One of the JVMs among which the build divides the integration tests. */
public final class TestJvm {

  private static final String NUMBER = System.getProperty("test.jvm.number", "1");

  private TestJvm() {}

  /** For what one JVM at a time may use: {@code place} below the build's folder, and this JVM's part of it. */
  public static Path own(String place) {
    return Path.of("target", place, "jvm-" + NUMBER);
  }
}
