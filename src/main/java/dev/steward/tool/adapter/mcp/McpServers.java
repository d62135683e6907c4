package dev.steward.tool.adapter.mcp;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The configured servers. None of them is started or called before somebody wants something of it. */
@Component
class McpServers implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(McpServers.class);
  private static final long STOP_SECONDS = 10;

  private final Map<String, McpServer> servers = new HashMap<>();

  McpServers(McpProperties properties, Clock clock) {
    properties
      .servers()
      .forEach((name, settings) -> servers.put(name, new McpServer(name, settings, clock)));
  }

  Optional<McpServer> find(String name) {
    return Optional.ofNullable(servers.get(name));
  }

  static String unknown(String name) {
    return "There is no MCP server '" + name + "' under steward.mcp.servers";
  }

  @Override
  public void destroy() throws InterruptedException {
    var stops = servers
      .values()
      .stream()
      .map(McpServer::stop)
      .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(stops).get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.debug("Not every MCP server could be stopped", e);
    }
  }
}
