package dev.steward.tool.adapter.mcp;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future.State;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A configured server. Its connection is opened by the first call, whichever time that may spend on it, and then shared. */
final class McpServer {

  private static final Logger log = LoggerFactory.getLogger(McpServer.class);

  /** Between attempts to reach a server: each of them may start a process. */
  private static final Duration REST = Duration.ofSeconds(5);

  private final String name;
  private final McpProperties.Server settings;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable CompletableFuture<McpConnection> opening;
  private @Nullable Thread opener;
  private boolean stopped;
  private volatile Instant mayOpenFrom = Instant.MIN;
  private volatile @Nullable Listing known;

  McpServer(String name, McpProperties.Server settings, Clock clock) {
    this.name = name;
    this.settings = settings;
    this.clock = clock;
  }

  /** Empty for a server that is a process. */
  Optional<String> url() {
    return Optional.ofNullable(settings.url()).map(String::valueOf);
  }

  /** The last that was heard of its tools; null where it has not been asked since the start. */
  @Nullable
  Listing known() {
    return known;
  }

  /** @throws UnavailableException where there is none before the deadline; the attempt goes on for those who come later */
  McpConnection connection(Deadline deadline) throws UnavailableException, InterruptedException {
    try {
      return opening().get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new UnavailableException("The MCP server '" + name + "' is still starting");
    } catch (ExecutionException e) {
      throw new UnavailableException("The MCP server '" + name + "' cannot be reached");
    }
  }

  /** @return done when nothing of it is left */
  CompletableFuture<Void> stop() {
    lock.lock();
    try {
      stopped = true;
      if (opening == null) {
        return CompletableFuture.completedFuture(null);
      }
      if (opener != null) {
        opener.interrupt();
      }
      return opening.thenCompose(McpConnection::close);
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<McpConnection> opening() throws UnavailableException {
    lock.lock();
    try {
      if (stopped) {
        throw new UnavailableException("The MCP server '" + name + "' is stopped");
      }
      if (opening == null || isOver(opening)) {
        opening = open();
      }
      return opening;
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver(CompletableFuture<McpConnection> opening) {
    return opening.state() == State.SUCCESS
      ? !opening.resultNow().isUsable()
      : opening.isDone() && !clock.instant().isBefore(mayOpenFrom);
  }

  private CompletableFuture<McpConnection> open() {
    var opened = new CompletableFuture<McpConnection>();
    opener = Thread.ofVirtual()
      .name("mcp-open-" + name)
      .start(() -> {
        try {
          opened.complete(McpConnection.open(name, settings, clock, listing -> known = listing));
        } catch (IOException | InterruptedException | RuntimeException e) {
          mayOpenFrom = clock.instant().plus(REST);
          log.warn("MCP server {} cannot be reached: {}", name, e.getMessage());
          opened.completeExceptionally(e);
        }
      });
    return opened;
  }
}
