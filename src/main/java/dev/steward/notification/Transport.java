package dev.steward.notification;

/** A way to reach people. */
interface Transport {
  Channel channel();

  /** @throws InterruptedException where this node stops; what became of the message is unknown then */
  Sending send(Message message) throws InterruptedException;

  /** Whether the other side can tell a repetition, so that what may have been sent is sent again. */
  boolean mayRepeat();
}
