package dev.steward.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Another system that does the same work: a child process that runs as many runs as it is told. */
final class Peer implements Subject {

  private final Child child;
  private final Optional<Heap> heap;

  private Peer(Child child, Optional<Heap> heap) {
    this.child = child;
    this.heap = heap;
  }

  /** One that reports its heap itself. */
  static Peer of(Child child) throws IOException {
    return ready(child, false);
  }

  static Peer ofJvm(Child child) throws IOException {
    return ready(child, true);
  }

  private static Peer ready(Child child, boolean jvm) throws IOException {
    try {
      child.answer();
      return new Peer(child, jvm ? Optional.of(Heap.of(child.processId())) : Optional.empty());
    } catch (IOException e) {
      child.close();
      throw e;
    }
  }

  @Override
  public long processId() {
    return child.processId();
  }

  @Override
  public Outcome run(int runs) throws IOException {
    heap.ifPresent(Heap::forgetPeaks);
    var answer = child.ask("run " + runs);
    return new Outcome(
      Duration.ofNanos((long) (answer.path("tookMillis").doubleValue() * 1e6)),
      Percentiles.of(answer.path("latencies")),
      heap.map(Heap::peakUsed).orElseGet(() -> answer.path("peakHeap").longValue()),
      heap.map(Heap::peakLive).orElse(0L)
    );
  }

  @Override
  public void look() {
    heap.ifPresent(Heap::look);
  }

  @Override
  public void close() throws IOException {
    if (heap.isPresent()) {
      heap.get().close();
    }
    child.close();
  }
}
