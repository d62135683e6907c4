package dev.steward.audit;

import dev.steward.outbound.Reach;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who gets a copy of the trail; nobody where no address is named.
 *
 * @param url takes batches of CloudEvents by HTTP POST
 * @param secret signs every request
 * @param reach public addresses only, unless it says {@code anywhere}
 * @param timeout for one request and its answer
 */
@Validated
@ConfigurationProperties("steward.audit.mirror")
record MirrorProperties(
  @Nullable URI url,
  @DefaultValue("") String secret,
  @DefaultValue("public") Reach reach,
  @DefaultValue("30s") Duration timeout
) {
  private static final int SHORTEST_SECRET = 16;

  MirrorProperties {
    if (url != null && secret.length() < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
        "steward.audit.mirror.secret needs at least " + SHORTEST_SECRET + " characters"
      );
    }
  }

  /** A URL may carry a key, which belongs into no log. */
  @Override
  public String toString() {
    return "MirrorProperties[on=" + (url != null) + "]";
  }
}
