package dev.steward.process.attachment;

import org.springframework.boot.test.context.TestComponent;

/** What the server does by itself every minute, at once. */
@TestComponent
public class Housekeeping {

  private final AttachmentWorker worker;

  Housekeeping(AttachmentWorker worker) {
    this.worker = worker;
  }

  public void run() {
    worker.work();
  }
}
