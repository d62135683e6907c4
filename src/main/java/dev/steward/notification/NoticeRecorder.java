package dev.steward.notification;

import dev.steward.process.spi.TaskNotice;
import java.time.Instant;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes down what people are to be told, in the transaction in which it happens. */
@Component
public class NoticeRecorder {

  private final Outbox outbox;
  private final NotificationProperties properties;

  NoticeRecorder(Outbox outbox, NotificationProperties properties) {
    this.outbox = outbox;
    this.properties = properties;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void on(TaskNotice notice) {
    note(new About.Task(notice.kind(), notice.taskId(), notice.group()), notice.at());
  }

  /** To be told soon, once. In the caller's transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void tell(Notice notice, Instant at) {
    note(new About.Said(notice), at);
  }

  private void note(About about, Instant at) {
    if (properties.mail().isOn() || properties.webhook().isOn()) {
      outbox.note(about, at);
    }
  }
}
