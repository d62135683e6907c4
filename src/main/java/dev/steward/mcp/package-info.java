/** Processes as tools for agents outside, over MCP: start, status and result, with the caller's rights. */
@NullMarked
@ApplicationModule(allowedDependencies = { "identity", "problem", "json", "process::spi" })
package dev.steward.mcp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
