package dev.steward.notification;

import dev.steward.process.spi.TaskNotice;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes down what people are to be told, in the transaction in which it happens. */
@Component
class NoticeRecorder {

  private final Outbox outbox;
  private final NotificationProperties properties;

  NoticeRecorder(Outbox outbox, NotificationProperties properties) {
    this.outbox = outbox;
    this.properties = properties;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void on(TaskNotice notice) {
    if (properties.mail().isOn() || properties.webhook().isOn()) {
      outbox.note(notice);
    }
  }
}
