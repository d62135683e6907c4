package dev.steward.audit;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The keys this node signs with. They are never in the database. */
@Component
class SigningKeys {

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
    return KeyFile.made(directory, "signing-key.pem", SigningKey::newPem, "steward.audit.signing");
  }

  private static SigningKey ofFile(Path file) {
    return named(file.toString(), KeyFile.read(file));
  }

  private static SigningKey named(String place, String pem) {
    try {
      return SigningKey.ofPem(pem);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(place + " is no key for the trail: " + e.getMessage(), e);
    }
  }
}
