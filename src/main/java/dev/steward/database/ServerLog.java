package dev.steward.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the server writes while it runs; the only place that says why it does not start. */
record ServerLog(Path file) {
  private static final long LARGEST = 10_000_000;

  long size() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** Starts a new file when this one has grown large, and keeps the last one. */
  void limit() throws IOException {
    if (size() > LARGEST) {
      Path last = file.resolveSibling("server.log.1");
      Files.move(file, last, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  Optional<String> reasonsAfter(long position) throws IOException {
    if (size() <= position) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    int from = (int) position;
    String reasons = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8)
      .lines()
      .filter(line -> line.matches(".*(FATAL|PANIC|ERROR|LOG: +could not).*"))
      .collect(Collectors.joining(" "));
    return Optional.of(reasons).filter(text -> !text.isEmpty());
  }
}
