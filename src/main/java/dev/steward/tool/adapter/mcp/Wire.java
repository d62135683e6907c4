package dev.steward.tool.adapter.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A transport that keeps {@link Dispatch}es up to date, and bounds what it reads. */
interface Wire extends McpClientTransport {
  /** Not the application's mapper, which writes a null where the protocol wants a property left out. */
  McpJsonMapper JSON = new JacksonMcpJsonMapper(new ObjectMapper());

  /** Ends, with the reason, when no answer can come any more. Never ends where that shows only with the next request. */
  CompletableFuture<String> lost();

  /** Whether what the server announces is sure to arrive. */
  boolean hearsEverything();

  @Override
  default <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return JSON.convertValue(data, type);
  }

  @Override
  default List<String> protocolVersions() {
    return List.of(
      ProtocolVersions.MCP_2024_11_05,
      ProtocolVersions.MCP_2025_03_26,
      ProtocolVersions.MCP_2025_06_18,
      ProtocolVersions.MCP_2025_11_25
    );
  }
}
