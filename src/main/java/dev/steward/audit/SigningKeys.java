package dev.steward.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The keys this node signs with. They are never in the database. */
@Component
class SigningKeys {

  private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

  private final SigningKey current;
  private final Optional<SigningKey> previous;
  private final AuditProperties properties;

  SigningKeys(AuditProperties properties) {
    this.properties = properties;
    var signing = properties.signing();
    this.current =
      signing.key() == null || signing.key().isBlank()
        ? ofFile(signing.keyFile() == null ? made(properties.directory()) : signing.keyFile())
        : named("steward.audit.signing.key", signing.key());
    this.previous = Optional.ofNullable(signing.previousKeyFile()).map(SigningKeys::ofFile);
  }

  SigningKey current() {
    return current;
  }

  Optional<SigningKey> previous() {
    return previous;
  }

  /** Whether a key may follow this one without its signature. */
  boolean isLost(VerifyingKey key) {
    return properties.signing().lostKeys().contains(key.id());
  }

  /** Whether this node can answer for what that key signed last. */
  boolean knows(VerifyingKey key) {
    return (
      key.equals(current.verifying()) ||
      previous.filter(before -> before.verifying().equals(key)).isPresent() ||
      isLost(key)
    );
  }

  private static Path made(Path directory) {
    var file = directory.resolve("signing-key.pem");
    if (!Files.exists(file)) {
      try {
        make(directory, file);
        log.warn(
          "The trail is signed with a new key in {}. Keep a copy in a safe place, or name a key of your own in steward.audit.signing",
          file
        );
      } catch (FileAlreadyExistsException e) {
        log.debug("Another node was quicker with {}", file);
      } catch (IOException e) {
        throw new UncheckedIOException(file + " cannot be written for the key of the trail", e);
      }
    }
    return file;
  }

  /** Under another name first: nobody is to read half a key. */
  private static void make(Path directory, Path file) throws IOException {
    Files.createDirectories(directory);
    var isPosix = Files.getFileStore(directory).supportsFileAttributeView("posix");
    var whole = isPosix
      ? Files.createTempFile(
          directory,
          "signing-key",
          ".new",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        )
      : Files.createTempFile(directory, "signing-key", ".new");
    Files.writeString(whole, SigningKey.newPem());
    try {
      Files.move(whole, file);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static SigningKey ofFile(Path file) {
    try {
      return named(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read for the key of the trail", e);
    }
  }

  private static SigningKey named(String place, String pem) {
    try {
      return SigningKey.ofPem(pem);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(place + " is no key for the trail: " + e.getMessage(), e);
    }
  }
}
