package dev.steward.tool.adapter.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Speaks with a process over its standard input and output, one message a line. The SDK's own transport refuses requests of
 * several threads at once, notices neither the end of its process nor a line without end, and hands the whole environment on.
 */
final class StdioWire implements Wire {

  private static final Logger log = LoggerFactory.getLogger(StdioWire.class);

  /** The rest of this application's environment holds its secrets. */
  private static final Set<String> INHERITED = Set.of(
    "HOME",
    "LANG",
    "LC_ALL",
    "LOGNAME",
    "PATH",
    "SHELL",
    "TERM",
    "TMPDIR",
    "USER"
  );

  private static final int WAITING_REQUESTS = 10_000;
  private static final int LONGEST_ERROR = 4096;
  private static final long PATIENCE_SECONDS = 2;
  private static final int TOO_LARGE = -32000;

  /** The ids that the SDK gives to requests. Inside of a JSON text the quotes would be escaped. */
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f]{8}-[0-9]+)\"");

  private record Outgoing(String line, @Nullable Dispatch dispatch) {}

  private final String server;
  private final Process process;
  private final int largest;
  private final BlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>(WAITING_REQUESTS);
  private final CompletableFuture<String> lost = new CompletableFuture<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Thread writer;
  private volatile String lastError = "";

  private StdioWire(String server, Process process, int largest) {
    this.server = server;
    this.process = process;
    this.largest = largest;
    this.writer = thread("write", this::write);
  }

  /** @throws IOException where there is no such command */
  static StdioWire start(String server, McpProperties.Server settings) throws IOException {
    var command = new ArrayList<String>();
    command.add(String.valueOf(settings.command()));
    command.addAll(settings.arguments());
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(settings.environment());
    return new StdioWire(
      server,
      builder.start(),
      Math.toIntExact(settings.largestMessage().toBytes())
    );
  }

  @Override
  public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    return Mono.fromRunnable(() -> {
      writer.start();
      thread("read", () -> read(handler)).start();
      thread("errors", this::readErrors).start();
    });
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return Mono.deferContextual(context -> {
      var dispatch = Dispatch.of(context, message);
      if (lost.isDone()) {
        return Mono.error(new IOException(lost.join()));
      }
      try {
        return outgoing.offer(new Outgoing(JSON.writeValueAsString(message), dispatch))
          ? Mono.empty()
          : Mono.error(new IOException("Too many requests wait for the MCP server"));
      } catch (IOException e) {
        return Mono.error(e);
      }
    });
  }

  @Override
  public CompletableFuture<String> lost() {
    return lost;
  }

  @Override
  public boolean hearsEverything() {
    return true;
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromFuture(this::stop, true);
  }

  private void write() {
    try (var out = process.getOutputStream()) {
      while (true) {
        var next = outgoing.take();
        if (next.dispatch() == null || next.dispatch().leave()) {
          out.write(next.line().getBytes(StandardCharsets.UTF_8));
          out.write('\n');
          out.flush();
        }
      }
    } catch (InterruptedException e) {
      log.debug("MCP server {} gets no more requests", server);
    } catch (IOException e) {
      lose("takes no requests any more");
    }
  }

  private void read(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    try (var lines = new Lines(process.getInputStream(), largest)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        var message = line.whole() ? message(line.text()) : tooLarge(line.text());
        if (message != null) {
          handler
            .apply(Mono.just(message))
            .subscribe(
              handled -> {},
              e -> log.warn("A message of MCP server {} could not be handled", server, e)
            );
        }
      }
    } catch (IOException e) {
      log.debug("The output of MCP server {} cannot be read", server, e);
    } finally {
      lose("has ended");
    }
  }

  private @Nullable JSONRPCMessage message(String line) {
    if (line.isBlank()) {
      return null;
    }
    try {
      return McpSchema.deserializeJsonRpcMessage(JSON, line);
    } catch (IOException | RuntimeException e) {
      // Some servers print what belongs into a log.
      log.debug("MCP server {} printed what is no message: {}", server, line);
      return null;
    }
  }

  private @Nullable JSONRPCMessage tooLarge(String edges) {
    log.warn("MCP server {} sent a message of more than {} bytes", server, largest);
    var id = ID.matcher(edges);
    return id.find()
      ? new JSONRPCResponse(
          McpSchema.JSONRPC_VERSION,
          id.group(1),
          null,
          new JSONRPCResponse.JSONRPCError(
            TOO_LARGE,
            "The answer is larger than " + largest + " bytes",
            null
          )
        )
      : null;
  }

  private void readErrors() {
    try (var lines = new Lines(process.getErrorStream(), LONGEST_ERROR)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        lastError = line.text();
        log.debug("MCP server {}: {}", server, line.text());
      }
    } catch (IOException e) {
      log.debug("The errors of MCP server {} cannot be read", server, e);
    }
  }

  private void lose(String what) {
    if (lost.complete("The MCP server '" + server + "' " + what) && !stopping.get()) {
      log.warn("MCP server {} {}; its last words: {}", server, what, lastError);
    }
  }

  private CompletableFuture<Void> stop() {
    if (stopping.compareAndSet(false, true)) {
      lose("was stopped");
      Thread.ofVirtual()
        .name("mcp-stop-" + server)
        .start(this::end);
    }
    return stopped;
  }

  /** As the protocol wants it: the end of its input, then a signal, then force. */
  private void end() {
    List<ProcessHandle> children = process.descendants().toList();
    try {
      // It closes the input on its way out. From here that would wait for a write to a server which does not read.
      writer.interrupt();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
        process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      stopped.complete(null);
    }
  }

  /** A thread of the platform, as reading from a pipe would hold the carrier of a virtual one. */
  private Thread thread(String task, Runnable work) {
    return Thread.ofPlatform()
      .daemon()
      .name("mcp-" + task + "-" + server)
      .unstarted(work);
  }
}
