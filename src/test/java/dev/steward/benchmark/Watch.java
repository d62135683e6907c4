package dev.steward.benchmark;

import java.sql.SQLException;
import java.time.Duration;

/** Looks at a system twice a second while it works. */
final class Watch implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Thread thread;
  private volatile int peakConnections;

  Watch(Meter meter, Subject subject, String database) {
    thread = Thread.ofPlatform().start(() -> {
      try {
        while (true) {
          peakConnections = Math.max(peakConnections, meter.connections(database));
          subject.look();
          Thread.sleep(PAUSE);
        }
      } catch (InterruptedException e) {
        // The end of the watch.
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  int peakConnections() {
    return peakConnections;
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
