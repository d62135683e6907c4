package dev.steward.notification;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is in the outbox, on every node, each message by one of them. A message is marked before it is sent: one whose fate
 * nobody knows is left to a person, rather than sent twice, unless the other side can tell a repetition.
 */
@Component
class Courier {

  private static final Logger log = LoggerFactory.getLogger(Courier.class);
  private static final int AT_ONCE = 4;
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final Map<Channel, Transport> transports;
  private final Outbox outbox;
  private final Recipients recipients;
  private final Wording wording;
  private final NotificationProperties properties;
  private final TransactionTemplate transaction;
  private final AtomicBoolean working = new AtomicBoolean();

  Courier(
    ObjectProvider<Transport> transports,
    Outbox outbox,
    Recipients recipients,
    Wording wording,
    NotificationProperties properties,
    PlatformTransactionManager transactions
  ) {
    this.transports = transports
      .orderedStream()
      .collect(Collectors.toMap(Transport::channel, Function.identity()));
    this.outbox = outbox;
    this.recipients = recipients;
    this.wording = wording;
    this.properties = properties;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** At a fixed rate, so that a slow mail server is in the way of no other scheduled work. */
  @Scheduled(fixedRate = 1000)
  void work() {
    if (transports.isEmpty() || !working.compareAndSet(false, true)) {
      return;
    }
    try {
      transports
        .values()
        .forEach(transport ->
          outbox.settleAbandoned(
            transport.channel(),
            transport.mayRepeat() ? NotificationState.WAITING : NotificationState.IN_DOUBT
          )
        );
      while (spreadOne()) {
        // There may be more.
      }
      deliver();
    } catch (RuntimeException e) {
      log.warn("Notifications are not sent at the moment: {}", e.getMessage());
    } finally {
      working.set(false);
    }
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
  void forget() {
    outbox.forget();
  }

  private boolean spreadOne() {
    return Boolean.TRUE.equals(
      transaction.execute(status -> {
        var event = outbox.takeUnspread();
        event.filter(recipients::isOpen).ifPresent(this::spread);
        return event.isPresent();
      })
    );
  }

  private void spread(Outbox.Event event) {
    for (var channel : transports.keySet()) {
      outbox.address(
        event,
        channel,
        switch (channel) {
          case MAIL -> recipients.byMail(event);
          case WEBHOOK -> List.of(Channel.WEBHOOK.id());
        }
      );
    }
  }

  private void deliver() {
    try (var lanes = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, AT_ONCE).forEach(lane -> lanes.execute(this::deliverAll));
    }
  }

  private void deliverAll() {
    try {
      for (var next = outbox.take(); next.isPresent(); next = outbox.take()) {
        deliver(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn("A notification was not sent: {}", e.getMessage());
    }
  }

  private void deliver(Delivery delivery) throws InterruptedException {
    var transport = transports.get(delivery.channel());
    var message = wording.of(delivery);
    if (message.isEmpty()) {
      outbox.settle(delivery, NotificationState.DROPPED, null, null);
    } else if (transport == null) {
      outbox.settle(delivery, NotificationState.DEAD, "The channel is switched off", null);
    } else {
      settle(delivery, transport.send(message.get()));
    }
  }

  private void settle(Delivery delivery, Sending outcome) {
    switch (outcome) {
      case Sending.Accepted accepted -> outbox.settle(delivery, NotificationState.SENT, null, null);
      case Sending.NotAccepted no -> {
        var last = delivery.attempt() >= properties.attempts();
        outbox.settle(
          delivery,
          last ? NotificationState.DEAD : NotificationState.WAITING,
          no.reason(),
          last ? null : pause(delivery.attempt())
        );
      }
      case Sending.Refused refused -> outbox.settle(
        delivery,
        NotificationState.DEAD,
        refused.reason(),
        null
      );
      case Sending.Unknown unknown -> outbox.settle(
        delivery,
        NotificationState.IN_DOUBT,
        unknown.reason(),
        null
      );
    }
  }

  private Duration pause(int attempt) {
    var pause = properties.firstPause();
    for (int i = 1; i < attempt && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
      pause = pause.multipliedBy(4);
    }
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
