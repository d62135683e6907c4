package dev.steward.tool.contract;

import org.jspecify.annotations.Nullable;

/**
 * A tool of an MCP server.
 *
 * @param server a name under {@code steward.mcp.servers}
 * @param tool as the server calls it
 * @param digest SHA-256 over the tool's name, description and schema as they were when the contract was written; a server that
 *     describes the tool in another way since is not called
 */
public record McpTarget(String server, String tool, @Nullable String digest) implements Target {}
