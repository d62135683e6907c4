package dev.steward.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Installs programs of third parties that tests run in Node. */
public final class Npm {

  private Npm() {}

  /**
   * Installs by the lock file, if that has changed since the last time.
   *
   * @param source folder with package.json, package-lock.json and .npmrc
   * @param target gets node_modules
   */
  public static void install(Path source, Path target) throws IOException {
    var stamp = target.resolve("installed.lock");
    var lock = source.resolve("package-lock.json");
    if (Files.exists(stamp) && Files.mismatch(stamp, lock) < 0) {
      return;
    }
    Files.createDirectories(target);
    for (var file : List.of("package.json", "package-lock.json", ".npmrc")) {
      Files.copy(source.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    var log = target.resolve("npm.log");
    var npm = new ProcessBuilder("npm", "ci", "--loglevel=error")
      .directory(target.toFile())
      .redirectErrorStream(true)
      .redirectOutput(log.toFile())
      .start();
    try {
      if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
        npm.destroyForcibly();
        throw new IllegalStateException("npm ci failed: " + Files.readString(log));
      }
    } catch (InterruptedException e) {
      npm.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    // Last: an interrupted install leaves no stamp and is done again.
    Files.copy(lock, stamp, StandardCopyOption.REPLACE_EXISTING);
  }
}
