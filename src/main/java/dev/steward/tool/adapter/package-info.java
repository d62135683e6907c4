/** The ways to a tool's target: HTTP, MCP, a process, a Java bean. Nothing else of this module opens a connection. */
@NullMarked
package dev.steward.tool.adapter;

import org.jspecify.annotations.NullMarked;
