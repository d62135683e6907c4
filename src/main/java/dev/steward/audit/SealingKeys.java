package dev.steward.audit;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What this node wraps the keys of instances with. It is never in the database, and all nodes need the same. */
@Component
class SealingKeys {

  private static final String SETTING = "steward.audit.sealing";

  private final SealingKey current;
  private final Optional<SealingKey> previous;
  private final Set<String> lost;

  SealingKeys(AuditProperties properties) {
    var sealing = properties.sealing();
    this.current =
      sealing.key() == null || sealing.key().isBlank()
        ? ofFile(file(properties.directory(), sealing.keyFile()))
        : named(SETTING + ".key", sealing.key());
    this.previous = Optional.ofNullable(sealing.previousKeyFile()).map(SealingKeys::ofFile);
    this.lost = sealing.lostKeys();
  }

  SealingKey current() {
    return current;
  }

  Optional<SealingKey> previous() {
    return previous;
  }

  /** @return empty for one that this node has not */
  Optional<SealingKey> find(String id) {
    return id.equals(current.id())
      ? Optional.of(current)
      : previous.filter(key -> key.id().equals(id));
  }

  boolean isLost(String id) {
    return lost.contains(id);
  }

  private static Path file(Path directory, @Nullable Path named) {
    return named == null
      ? KeyFile.made(directory, "sealing-key.txt", SealingKey::newText, SETTING)
      : named;
  }

  private static SealingKey ofFile(Path file) {
    return named(file.toString(), KeyFile.read(file));
  }

  private static SealingKey named(String place, String text) {
    try {
      return SealingKey.ofText(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
        place + " is no key to seal the trail with: " + e.getMessage(),
        e
      );
    }
  }
}
