package dev.steward.tool.adapter.mcp;

import dev.steward.tool.contract.McpTarget;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * All tools of a server as it described them at one moment.
 *
 * @param change how many changes the server had announced before it was asked
 */
record Listing(Map<String, ListedTool> tools, long change, Instant at) {
  /** Why a target may not be called: whoever wrote the contract has not seen what the server describes now. */
  Optional<String> objection(McpTarget target) {
    var listed = tools.get(target.tool());
    if (listed == null) {
      return Optional.of(
        "MCP server '%s' does not list the tool '%s', or lists it twice".formatted(
          target.server(),
          target.tool()
        )
      );
    }
    if (target.digest() == null) {
      return Optional.of(
        "'%s' of MCP server '%s' is not pinned: the server's description of today has digest %s".formatted(
          target.tool(),
          target.server(),
          listed.digest()
        )
      );
    }
    return target.digest().equalsIgnoreCase(listed.digest())
      ? Optional.empty()
      : Optional.of(
          "MCP server '%s' describes '%s' in another way than when its contract was written: expected digest %s, found %s".formatted(
            target.server(),
            target.tool(),
            target.digest(),
            listed.digest()
          )
        );
  }
}
