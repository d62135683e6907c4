/** Tools of MCP servers: the connections to them, what they say about their tools, and drafts of contracts for those. */
@NullMarked
package dev.steward.tool.adapter.mcp;

import org.jspecify.annotations.NullMarked;
