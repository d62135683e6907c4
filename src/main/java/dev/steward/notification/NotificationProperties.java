package dev.steward.notification;

import dev.steward.outbound.Reach;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Off where neither a sender of mail nor a webhook is named.
 *
 * @param baseUrl where people reach the web app; links begin with it
 * @param attempts before a message is given up
 * @param firstPause after the first failed attempt; each further one is four times as long, up to an hour
 * @param lease after which a message that a node was sending counts as abandoned; longer than any sending takes
 * @param kept how long what was sent or dropped stays on the list
 */
@Validated
@ConfigurationProperties("steward.notification")
record NotificationProperties(
  @DefaultValue("http://localhost:8080") URI baseUrl,
  @DefaultValue Mail mail,
  @DefaultValue Webhook webhook,
  @Min(1) @DefaultValue("8") int attempts,
  @DefaultValue("30s") Duration firstPause,
  @DefaultValue("5m") Duration lease,
  @DefaultValue("30d") Duration kept
) {
  /** @param from the sender's address; the server is {@code spring.mail}'s */
  record Mail(@DefaultValue("") String from) {
    boolean isOn() {
      return !from.isBlank();
    }
  }

  /**
   * @param url takes what people are told, as JSON by HTTP POST
   * @param secret signs every message
   * @param reach public addresses only, unless it says {@code anywhere}
   * @param timeout for one request and its answer
   */
  record Webhook(
    @Nullable URI url,
    @DefaultValue("") String secret,
    @DefaultValue("public") Reach reach,
    @DefaultValue("10s") Duration timeout
  ) {
    private static final int SHORTEST_SECRET = 16;

    Webhook {
      if (url != null && secret.length() < SHORTEST_SECRET) {
        throw new IllegalArgumentException(
          "steward.notification.webhook.secret needs at least " + SHORTEST_SECRET + " characters"
        );
      }
    }

    boolean isOn() {
      return url != null;
    }

    /** A URL may carry a key, which belongs into no log. */
    @Override
    public String toString() {
      return "Webhook[on=" + isOn() + "]";
    }
  }
}
