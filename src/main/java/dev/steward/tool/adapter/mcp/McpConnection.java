package dev.steward.tool.adapter.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientSession;
import io.modelcontextprotocol.spec.McpClientSession.NotificationHandler;
import io.modelcontextprotocol.spec.McpClientSession.RequestHandler;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * One session with a server, shared by all calls. It rests on the SDK's session rather than on its client, which would read a
 * tool's schema into a type that knows only some of JSON Schema, and would join a new session without asking for its tools.
 */
final class McpConnection {

  private static final Logger log = LoggerFactory.getLogger(McpConnection.class);

  private static final TypeRef<JsonNode> JSON = new TypeRef<>() {};
  private static final String CANCELLED = "notifications/cancelled";

  /** Otherwise each of them is a warning in the log. */
  private static final List<String> IGNORED = List.of(
    McpSchema.METHOD_NOTIFICATION_MESSAGE,
    McpSchema.METHOD_NOTIFICATION_PROGRESS,
    McpSchema.METHOD_NOTIFICATION_RESOURCES_LIST_CHANGED,
    McpSchema.METHOD_NOTIFICATION_RESOURCES_UPDATED,
    McpSchema.METHOD_NOTIFICATION_PROMPTS_LIST_CHANGED,
    CANCELLED
  );

  /** Every request has a deadline of its own; the session's must not come before it. */
  private static final Duration SESSION_TIMEOUT = Duration.ofDays(1);
  private static final Duration LISTING_HOLDS = Duration.ofMinutes(1);
  private static final Duration LISTING_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration PING_TIMEOUT = Duration.ofSeconds(5);

  /** The SDK remembers each of them as long as the session lasts. */
  private static final int MANY_UNANSWERED = 50;
  private static final int MOST_PAGES = 100;

  private final String server;
  private final Clock clock;
  private final Consumer<Listing> listed;
  private final Wire wire;
  private final McpClientSession session;

  private volatile @Nullable String protocol;
  private volatile boolean offersTools;
  private volatile boolean announcesChanges;

  private final ReentrantLock listingLock = new ReentrantLock();
  private final AtomicLong changes = new AtomicLong();
  private volatile @Nullable Listing listing;

  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicBoolean pinging = new AtomicBoolean();
  private volatile boolean retired;

  private McpConnection(String server, Wire wire, Clock clock, Consumer<Listing> listed) {
    this.server = server;
    this.wire = wire;
    this.clock = clock;
    this.listed = listed;
    // What a server may ask of us besides a ping, such as our models or a person's answer, it does not get.
    Map<String, RequestHandler<?>> requests = new HashMap<>();
    requests.put(McpSchema.METHOD_PING, params -> Mono.just(Map.of()));
    Map<String, NotificationHandler> notifications = new HashMap<>();
    IGNORED.forEach(method -> notifications.put(method, params -> Mono.empty()));
    notifications.put(McpSchema.METHOD_NOTIFICATION_TOOLS_LIST_CHANGED, params ->
      Mono.fromRunnable(this::toolsChanged)
    );
    this.session = new McpClientSession(
      SESSION_TIMEOUT,
      wire,
      requests,
      notifications,
      Function.identity()
    );
    wire.lost().thenAccept(reason -> close());
  }

  /**
   * Starts or calls the server, and asks for its tools.
   *
   * @param listed gets each list of its tools
   * @throws IOException where that did not succeed in time
   */
  static McpConnection open(
    String server,
    McpProperties.Server settings,
    Clock clock,
    Consumer<Listing> listed
  ) throws IOException, InterruptedException {
    var deadline = Deadline.in(settings.startTimeout());
    Wire wire =
      settings.command() == null ? new HttpWire(settings) : StdioWire.start(server, settings);
    var connection = new McpConnection(server, wire, clock, listed);
    boolean opened = false;
    try {
      connection.shakeHands(deadline);
      connection.listing(deadline);
      opened = true;
      return connection;
    } finally {
      if (!opened) {
        // Whoever tries again must not meet the process of this attempt.
        connection.close().join();
      }
    }
  }

  /** Whether new calls may use it. */
  boolean isUsable() {
    return !retired;
  }

  /** Asks, and waits for the answer no longer than to the deadline. */
  Reply request(String method, @Nullable JsonNode params, Deadline deadline)
    throws InterruptedException {
    inFlight.incrementAndGet();
    try {
      var dispatch = new Dispatch();
      var answer = session
        .sendRequest(method, params, JSON)
        .contextWrite(context -> dispatch.in(negotiated(context)))
        .toFuture();
      try {
        var value = answer.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
        return value == null ? new Reply.Lost(named("gave no result")) : new Reply.Result(value);
      } catch (TimeoutException e) {
        return late(dispatch);
      } catch (ExecutionException e) {
        return failed(e.getCause() == null ? e : e.getCause(), dispatch);
      } finally {
        answer.cancel(true);
      }
    } finally {
      if (inFlight.decrementAndGet() == 0 && retired) {
        close();
      }
    }
  }

  /** The tools as the server describes them now, from memory where nothing says that they have changed. */
  Listing listing(Deadline deadline) throws UnavailableException, InterruptedException {
    var known = listing;
    if (known != null && isFresh(known)) {
      return known;
    }
    if (!listingLock.tryLock(deadline.nanosLeft(), TimeUnit.NANOSECONDS)) {
      throw unavailable("does not say which tools it has");
    }
    try {
      known = listing;
      while (known == null || !isFresh(known)) {
        long change = changes.get();
        known = new Listing(tools(deadline), change, clock.instant());
        listing = known;
        listed.accept(known);
      }
      return known;
    } finally {
      listingLock.unlock();
    }
  }

  /** Ends it once the calls under way have. */
  void retire() {
    retired = true;
    if (inFlight.get() == 0) {
      close();
    }
  }

  /** Ends it now; what becomes of calls under way is not known. @return done when nothing of it is left */
  CompletableFuture<Void> close() {
    retired = true;
    session.close();
    return wire.closeGracefully().contextWrite(this::negotiated).toFuture();
  }

  private void shakeHands(Deadline deadline) throws IOException, InterruptedException {
    var request = JsonNodeFactory.instance.objectNode();
    request.put("protocolVersion", wire.protocolVersions().getLast());
    request.putObject("capabilities");
    request.putObject("clientInfo").put("name", "steward").put("version", version());
    switch (request(McpSchema.METHOD_INITIALIZE, request, deadline)) {
      case Reply.Result(var result) -> {
        var spoken = result.path("protocolVersion").asText();
        if (!wire.protocolVersions().contains(spoken)) {
          throw new IOException("It speaks version '" + spoken + "' of the protocol");
        }
        var tools = result.path("capabilities").path("tools");
        offersTools = tools.isObject();
        announcesChanges = wire.hearsEverything() && tools.path("listChanged").asBoolean();
        protocol = spoken;
      }
      case Reply.Refused refused -> throw new IOException("It refuses: " + refused.message());
      case Reply.NotSent notSent -> throw new IOException(notSent.message());
      case Reply.Lost lost -> throw new IOException(lost.message());
    }
    var told = session
      .sendNotification(McpSchema.METHOD_NOTIFICATION_INITIALIZED, null)
      .contextWrite(this::negotiated)
      .toFuture();
    try {
      told.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(named("cannot be told that the session has begun"), e);
    } finally {
      told.cancel(true);
    }
  }

  private static String version() {
    var version = McpConnection.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private boolean isFresh(Listing known) {
    return (
      known.change() == changes.get() &&
      (announcesChanges || clock.instant().isBefore(known.at().plus(LISTING_HOLDS)))
    );
  }

  private Map<String, ListedTool> tools(Deadline deadline)
    throws UnavailableException, InterruptedException {
    if (!offersTools) {
      return Map.of();
    }
    var tools = new LinkedHashMap<String, ListedTool>();
    // Of two tools with one name nobody knows which the server would call.
    var ambiguous = new HashSet<String>();
    var params = JsonNodeFactory.instance.objectNode();
    for (int page = 0; page < MOST_PAGES; page++) {
      var reply = request(McpSchema.METHOD_TOOLS_LIST, params, deadline);
      if (!(reply instanceof Reply.Result(var result))) {
        log.debug("MCP server {} does not list its tools: {}", server, reply);
        throw unavailable("does not say which tools it has");
      }
      result.path("tools").forEach(tool -> add(tool, tools, ambiguous));
      var cursor = result.path("nextCursor");
      if (!cursor.isTextual()) {
        tools.keySet().removeAll(ambiguous);
        return tools;
      }
      params = JsonNodeFactory.instance.objectNode().put("cursor", cursor.textValue());
    }
    throw unavailable("lists its tools without end");
  }

  private void add(JsonNode tool, Map<String, ListedTool> tools, Set<String> ambiguous) {
    try {
      var added = ListedTool.of(tool);
      if (tools.putIfAbsent(added.name(), added) != null) {
        ambiguous.add(added.name());
      }
    } catch (IllegalArgumentException e) {
      log.warn("MCP server {} describes a tool that nobody could pin", server, e);
    }
  }

  private void toolsChanged() {
    changes.incrementAndGet();
    if (listing == null) {
      return;
    }
    // A call would ask as well. Until then nobody would know that a tool is not to be offered any more.
    Thread.ofVirtual()
      .name("mcp-tools-" + server)
      .start(() -> {
        try {
          listing(Deadline.in(LISTING_TIMEOUT));
        } catch (UnavailableException e) {
          log.debug("MCP server {} announced a change of its tools, and names none", server, e);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
  }

  private Reply late(Dispatch dispatch) {
    ping();
    if (dispatch.giveUp()) {
      return new Reply.NotSent(named("takes no requests"), Duration.ZERO);
    }
    var id = dispatch.id();
    if (protocol != null && id != null) {
      session
        .sendNotification(CANCELLED, Map.of("requestId", id, "reason", "It took too long"))
        .contextWrite(this::negotiated)
        .subscribe(sent -> {}, e -> log.debug("MCP server {} cannot be told to stop", server, e));
    }
    if (unanswered.incrementAndGet() >= MANY_UNANSWERED) {
      retire();
    }
    return new Reply.Lost(named("gave no answer in time"));
  }

  /** A tool may take long and its server be well; a server that does not even answer this is replaced. */
  private void ping() {
    if (protocol == null || retired || !pinging.compareAndSet(false, true)) {
      return;
    }
    Thread.ofVirtual()
      .name("mcp-ping-" + server)
      .start(() -> {
        try {
          var reply = request(McpSchema.METHOD_PING, null, Deadline.in(PING_TIMEOUT));
          if (!retired && (reply instanceof Reply.NotSent || reply instanceof Reply.Lost)) {
            log.warn("MCP server {} does not answer and is given up", server);
            retire();
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        } finally {
          pinging.set(false);
        }
      });
  }

  private Reply failed(Throwable error, Dispatch dispatch) {
    if (error instanceof McpError refusal && refusal.getJsonRpcError() != null) {
      var code = refusal.getJsonRpcError().code();
      return new Reply.Refused(code == null ? 0 : code, String.valueOf(refusal.getMessage()));
    }
    log.debug("A request to MCP server {} failed", server, error);
    if (find(HttpRefusal.class, error) instanceof HttpRefusal refusal) {
      if (refusal.maySessionBeOver()) {
        retire();
      }
      return new Reply.NotSent(
        named("turned the request away with status " + refusal.status()),
        refusal.pause()
      );
    }
    if (dispatch.giveUp() || isUnreachable(error)) {
      retire();
      return new Reply.NotSent(named("cannot be reached"), Duration.ZERO);
    }
    return new Reply.Lost(
      find(OversizedException.class, error) instanceof OversizedException oversized
        ? String.valueOf(oversized.getMessage())
        : named("was lost before it answered")
    );
  }

  private static boolean isUnreachable(Throwable error) {
    return (
      find(ConnectException.class, error) != null ||
      find(HttpConnectTimeoutException.class, error) != null ||
      find(UnresolvedAddressException.class, error) != null ||
      find(UnknownHostException.class, error) != null ||
      find(NoRouteToHostException.class, error) != null ||
      find(SSLHandshakeException.class, error) != null
    );
  }

  private static <E extends Throwable> @Nullable E find(Class<E> type, Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }

  private Context negotiated(Context context) {
    var version = protocol;
    return version == null
      ? context
      : context.put(McpAsyncClient.NEGOTIATED_PROTOCOL_VERSION, version);
  }

  private UnavailableException unavailable(String what) {
    return new UnavailableException(named(what));
  }

  private String named(String what) {
    return "The MCP server '" + server + "' " + what;
  }
}
