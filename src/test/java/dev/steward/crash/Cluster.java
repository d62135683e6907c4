package dev.steward.crash;

import static org.awaitility.Awaitility.await;

import dev.steward.testing.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two nodes on one database. A killed one is started again at once. */
final class Cluster implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Cluster.class);

  private static final Duration FIRST_LOCK = Duration.ofSeconds(20);
  private static final Duration SHORTEST_LOCK = Duration.ofSeconds(6);

  private final List<Node> nodes;
  private final RandomGenerator random;
  private final ExecutorService starts = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final AtomicReference<Duration> slowestStart = new AtomicReference<>(Duration.ZERO);

  Cluster(RandomGenerator random, Node first, Node second) {
    this.random = random;
    nodes = List.of(first, second);
  }

  /** Returns when the first node is up; the second follows, for one of them has to make the schema. */
  void start() {
    start(nodes.getFirst(), FIRST_LOCK);
    startAgain(nodes.getLast());
  }

  /** A node that is up, either one. Empty while both are down. */
  Optional<Api> any() {
    var lives = nodes.stream().map(Node::life).filter(Objects::nonNull).toList();
    return lives.isEmpty()
      ? Optional.empty()
      : Optional.of(lives.get(random.nextInt(lives.size())).api());
  }

  /** Kills a node that is up, either one, and starts it again in the background. */
  Node.Life killAny() {
    awaitUp(1);
    var up = nodes.stream().filter(Node::isUp).toList();
    var node = up.get(random.nextInt(up.size()));
    var killed = node.kill();
    startAgain(node);
    return killed;
  }

  void awaitUp(int atLeast) {
    await("nodes that are up")
      .atMost(Duration.ofMinutes(5))
      .failFast("a node does not start", () -> !failures.isEmpty())
      .until(() -> nodes.stream().filter(Node::isUp).count() >= atLeast);
  }

  private void start(Node node, Duration jobLock) {
    var began = Instant.now();
    node.start(jobLock);
    var took = Duration.between(began, Instant.now());
    slowestStart.accumulateAndGet(took, (a, b) -> a.compareTo(b) > 0 ? a : b);
  }

  /**
   * Shorter than a start, so that the other node takes over before the killed one is back; but the slower the machine is, the longer
   * a node may be silent and yet alive.
   */
  private Duration jobLock() {
    var lock = slowestStart.get().multipliedBy(3).dividedBy(4);
    return lock.compareTo(SHORTEST_LOCK) > 0 ? lock : SHORTEST_LOCK;
  }

  private void startAgain(Node node) {
    starts.execute(() -> {
      try {
        start(node, jobLock());
      } catch (RuntimeException e) {
        log.error("{} does not start", node, e);
        failures.add(e);
      }
    });
  }

  /** Waits for starts under way, so that no process is left behind. */
  @Override
  public void close() {
    starts.close();
    nodes.forEach(Node::stop);
  }
}
