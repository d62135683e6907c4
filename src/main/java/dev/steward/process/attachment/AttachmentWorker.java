package dev.steward.process.attachment;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes files that nothing has kept. Nodes take different ones, and what one leaves when it dies the next finds. */
@Component
class AttachmentWorker {

  private static final Logger log = LoggerFactory.getLogger(AttachmentWorker.class);
  private static final int AT_ONCE = 100;

  private final Attachments attachments;

  AttachmentWorker(Attachments attachments) {
    this.attachments = attachments;
  }

  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
  void work() {
    try {
      while (attachments.removeUnused(AT_ONCE)) {
        // There may be more.
      }
    } catch (RuntimeException e) {
      log.warn("Unused attachments cannot be removed: {}", e.getMessage());
    }
  }
}
