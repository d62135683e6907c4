package dev.steward.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the trail is signed, and what it says sealed.
 *
 * @param directory outside of the database: {@code checkpoints.jsonl}, and keys where none are named
 * @param checkpointEvery how often the ends of chains are signed, if any has changed
 */
@Validated
@ConfigurationProperties("steward.audit")
record AuditProperties(
  @DefaultValue("data/audit") Path directory,
  @DefaultValue("5m") Duration checkpointEvery,
  @DefaultValue Signing signing,
  @DefaultValue Sealing sealing
) {
  /**
   * @param key PKCS#8 in PEM; takes precedence over the file
   * @param keyFile made in the directory where neither is named
   * @param previousKeyFile the key that the other takes the place of, which it vouches for
   * @param lostKeys ids of keys that cannot vouch for the one that followed
   */
  record Signing(
    @Nullable String key,
    @Nullable Path keyFile,
    @Nullable Path previousKeyFile,
    @DefaultValue Set<String> lostKeys
  ) {}

  /**
   * @param key 32 bytes in base64; takes precedence over the file
   * @param keyFile the same in a file; made in the directory where neither is named
   * @param previousKeyFile the key that the other takes the place of
   * @param lostKeys ids of keys without which the trail is to be used all the same; what they sealed stays unreadable
   */
  record Sealing(
    @Nullable String key,
    @Nullable Path keyFile,
    @Nullable Path previousKeyFile,
    @DefaultValue Set<String> lostKeys
  ) {}
}
