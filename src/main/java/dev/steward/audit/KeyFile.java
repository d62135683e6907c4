package dev.steward.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A key in a file that only its owner reads. */
final class KeyFile {

  private static final Logger log = LoggerFactory.getLogger(KeyFile.class);

  private KeyFile() {}

  /**
   * The file of that name, which is written where it is not there.
   *
   * @param setting by which people name a key of their own
   */
  static Path made(Path directory, String name, Supplier<String> content, String setting) {
    var file = directory.resolve(name);
    if (!Files.exists(file)) {
      try {
        make(directory, file, content.get());
        log.warn(
          "There is a new key for the trail in {}. Keep a copy in a safe place, or name a key of your own in {}",
          file,
          setting
        );
      } catch (FileAlreadyExistsException e) {
        log.debug("Another node was quicker with {}", file);
      } catch (IOException e) {
        throw new UncheckedIOException(file + " cannot be written for a key of the trail", e);
      }
    }
    return file;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read for a key of the trail", e);
    }
  }

  /** Under another name first: nobody is to read half a key. */
  private static void make(Path directory, Path file, String content) throws IOException {
    Files.createDirectories(directory);
    var isPosix = Files.getFileStore(directory).supportsFileAttributeView("posix");
    var whole = isPosix
      ? Files.createTempFile(
          directory,
          "key",
          ".new",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        )
      : Files.createTempFile(directory, "key", ".new");
    Files.writeString(whole, content);
    try {
      Files.move(whole, file);
    } finally {
      Files.deleteIfExists(whole);
    }
  }
}
