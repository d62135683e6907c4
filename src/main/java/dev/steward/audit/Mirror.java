package dev.steward.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.audit.MirrorRows.Place;
import dev.steward.audit.MirrorRows.State;
import dev.steward.outbound.OutboundHttp;
import dev.steward.outbound.OutboundRequest;
import dev.steward.outbound.WebhookSignature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends another system a copy of the trail, signed checkpoint by signed checkpoint: those hold every entry once, and none that may still be
 * rolled back. How far it is moves on when a batch is taken, so that after a crash a batch may come twice, and none is left out.
 */
@Component
@ConditionalOnProperty("steward.audit.mirror.url")
class Mirror {

  private static final Logger log = LoggerFactory.getLogger(Mirror.class);

  private static final int MOST_ENTRIES = 500;
  private static final int MOST_BYTES = 1 << 20;
  private static final int LARGEST_ANSWER = 4096;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 9;

  private final MirrorRows rows;
  private final CheckpointRows checkpoints;
  private final AuditLog entries;
  private final MirrorProperties properties;
  private final OutboundHttp http;
  private final ObjectMapper json;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Mirror(
    MirrorRows rows,
    CheckpointRows checkpoints,
    AuditLog entries,
    MirrorProperties properties,
    OutboundHttp http,
    ObjectMapper json,
    Clock clock,
    PlatformTransactionManager transactions
  ) {
    this.rows = rows;
    this.checkpoints = checkpoints;
    this.entries = entries;
    this.properties = properties;
    this.http = http;
    this.json = json;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** @param entries how many of the events are entries; the rest is the checkpoint that signed them */
  private record Batch(byte[] body, int entries, Place next) {}

  @Scheduled(fixedDelayString = "PT5S", initialDelayString = "PT30S")
  void work() {
    try {
      while (Boolean.TRUE.equals(transaction.execute(status -> sendNext()))) {
        // There is more.
      }
    } catch (RuntimeException e) {
      log.warn("The trail is not copied: {}", e.toString());
    }
  }

  /** @return whether there may be more to send at once */
  private boolean sendNext() {
    var state = rows.take().orElse(null);
    if (state == null || clock.instant().isBefore(state.notBefore())) {
      return false;
    }
    var checkpoint = checkpoints.find(state.next().checkpoint()).orElse(null);
    return checkpoint != null && send(batch(state.next(), checkpoint), state);
  }

  private Batch batch(Place after, Checkpoint checkpoint) {
    var signed = entries.signedBy(
      after.checkpoint(),
      after.chain(),
      after.position(),
      MOST_ENTRIES
    );
    var body = new ByteArrayOutputStream();
    var next = after;
    int taken = 0;
    for (var linked : signed) {
      add(AuditEvent.of(linked), body);
      next = new Place(after.checkpoint(), linked.chain(), linked.position());
      taken++;
      if (body.size() >= MOST_BYTES) {
        break;
      }
    }
    if (taken == signed.size() && taken < MOST_ENTRIES) {
      add(AuditEvent.of(checkpoint, read(checkpoint.line())), body);
      next = Place.beginningOf(after.checkpoint() + 1);
    }
    body.write(']');
    return new Batch(body.toByteArray(), taken, next);
  }

  private boolean send(Batch batch, State state) {
    var problem = problemWith(batch.body());
    var now = clock.instant();
    if (problem == null) {
      rows.taken(batch.next(), batch.entries(), now);
      if (state.failingSince() != null) {
        log.info("The trail is copied again; it was not since {}", state.failingSince());
      }
      return true;
    }
    rows.failed(problem, now, now.plus(pause(state.attempts())));
    if (state.failingSince() == null) {
      log.warn("The trail is not copied: {}. It is tried again", problem);
    }
    return false;
  }

  private @Nullable String problemWith(byte[] body) {
    var request = new OutboundRequest(
      "POST",
      Objects.requireNonNull(properties.url()),
      Map.of(
        "Content-Type",
        "application/cloudevents-batch+json; charset=UTF-8",
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
      return status >= 200 && status < 300 ? null : "The receiver answered with " + status;
    } catch (IOException e) {
      return "The receiver did not answer: " + e.getClass().getSimpleName();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "This node stopped";
    }
  }

  private static Duration pause(int attempts) {
    var pause = Duration.ofSeconds(1L << Math.min(attempts, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private void add(AuditEvent event, ByteArrayOutputStream body) {
    body.write(body.size() == 0 ? '[' : ',');
    try {
      body.writeBytes(json.writeValueAsBytes(event));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An audit entry cannot be written", e);
    }
  }

  private JsonNode read(String line) {
    try {
      return json.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A checkpoint cannot be read", e);
    }
  }
}
