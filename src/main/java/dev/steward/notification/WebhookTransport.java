package dev.steward.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.outbound.OutboundHttp;
import dev.steward.outbound.OutboundRequest;
import dev.steward.outbound.WebhookSignature;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.TaskKind;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * One HTTP POST an event, with a {@code text} as Slack and its like show it, and the same in fields. The signature covers the time
 * too, so that a recorded request is worth nothing later.
 */
@Component
@ConditionalOnProperty("steward.notification.webhook.url")
class WebhookTransport implements Transport {

  static final String DELIVERY = "Steward-Delivery";

  private static final int LARGEST_ANSWER = 4096;

  private final OutboundHttp http;
  private final NotificationProperties.Webhook properties;
  private final ObjectMapper json;
  private final Clock clock;

  WebhookTransport(
    OutboundHttp http,
    NotificationProperties properties,
    ObjectMapper json,
    Clock clock
  ) {
    this.http = http;
    this.properties = properties.webhook();
    this.json = json;
    this.clock = clock;
  }

  /** @param task null where it is about none */
  record Payload(String text, UUID delivery, String event, Instant at, @Nullable AboutTask task) {}

  record AboutTask(
    String id,
    String name,
    TaskKind kind,
    String processKey,
    String processName,
    String instanceId,
    @Nullable String businessKey,
    List<String> groups,
    @Nullable String assignee,
    @Nullable Instant dueAt,
    URI link
  ) {}

  @Override
  public Channel channel() {
    return Channel.WEBHOOK;
  }

  /** The delivery's id is in each request. */
  @Override
  public boolean mayRepeat() {
    return true;
  }

  @Override
  public Sending send(Message message) throws InterruptedException {
    var body = body(message);
    var request = new OutboundRequest(
      "POST",
      Objects.requireNonNull(properties.url()),
      Map.of(
        "Content-Type",
        "application/json",
        DELIVERY,
        message.delivery().id().toString(),
        WebhookSignature.HEADER,
        WebhookSignature.of(properties.secret(), clock.instant().getEpochSecond(), body)
      ),
      body,
      properties.timeout(),
      LARGEST_ANSWER,
      properties.reach()
    );
    try {
      var status = http.exchange(request).status();
      return status >= 200 && status < 300
        ? new Sending.Accepted()
        : new Sending.NotAccepted("The webhook answered with " + status);
    } catch (IOException e) {
      return new Sending.NotAccepted("The webhook did not answer: " + e.getClass().getSimpleName());
    }
  }

  private byte[] body(Message message) {
    var delivery = message.delivery();
    try {
      return json.writeValueAsBytes(
        new Payload(
          message.line(),
          delivery.id(),
          delivery.about().event(),
          delivery.at(),
          message.task() == null ? null : about(message.task(), message)
        )
      );
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A notification cannot be written", e);
    }
  }

  private static AboutTask about(OpenTask task, Message message) {
    return new AboutTask(
      task.id(),
      message.name(),
      task.kind(),
      task.processKey(),
      task.processName(),
      task.instanceId(),
      task.businessKey(),
      task.groups(),
      task.assignee(),
      task.dueAt(),
      message.link()
    );
  }
}
