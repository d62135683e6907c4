package dev.steward.tool.adapter.mcp;

import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** The SDK's streamable HTTP, through a client that bounds what it reads and tells refusals from failures. */
final class HttpWire implements Wire {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final BoundedHttpClient client;
  private final HttpClientStreamableHttpTransport sdk;
  private final CompletableFuture<String> lost = new CompletableFuture<>();

  HttpWire(McpProperties.Server settings) {
    var url = Objects.requireNonNull(settings.url()).toString();
    client = new BoundedHttpClient(CONNECT, settings.largestMessage().toBytes());
    sdk = HttpClientStreamableHttpTransport.builder(url)
      // Otherwise it asks /mcp, whatever the url says.
      .endpoint(url)
      .connectTimeout(CONNECT)
      .clientBuilder(client.asBuilder())
      .customizeRequest(request -> settings.headers().forEach(request::setHeader))
      .jsonMapper(JSON)
      .build();
    // A session that the server has forgotten shows with the next request.
    sdk.setExceptionHandler(e -> {});
  }

  @Override
  public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    return sdk.connect(handler);
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return Mono.deferContextual(context -> {
      var dispatch = Dispatch.of(context, message);
      return dispatch == null || dispatch.leave() ? sdk.sendMessage(message) : Mono.empty();
    });
  }

  @Override
  public CompletableFuture<String> lost() {
    return lost;
  }

  /** The SDK does not reopen the stream of a server's announcements. */
  @Override
  public boolean hearsEverything() {
    return false;
  }

  @Override
  public Mono<Void> closeGracefully() {
    return sdk
      .closeGracefully()
      .timeout(GOODBYE)
      .onErrorComplete()
      .doFinally(end -> client.shutdownNow());
  }
}
