package dev.steward.tool.adapter.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.journal.LostWorkException;
import dev.steward.json.JsonTexts;
import dev.steward.tool.adapter.Adapter;
import dev.steward.tool.adapter.Answer;
import dev.steward.tool.adapter.Order;
import dev.steward.tool.contract.McpTarget;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Calls tools of MCP servers, as long as the servers describe them as they did when the contracts were written. */
@Component
class McpAdapter implements Adapter<McpTarget> {

  /** For servers that know it; the protocol itself has nothing of the kind. */
  private static final String IDEMPOTENCY_KEY = "dev.steward/idempotency-key";

  private static final Duration HEARD = Duration.ofMinutes(1);

  private final McpServers servers;
  private final Clock clock;

  McpAdapter(McpServers servers, Clock clock) {
    this.servers = servers;
    this.clock = clock;
  }

  @Override
  public Class<McpTarget> target() {
    return McpTarget.class;
  }

  @Override
  public Optional<String> address(McpTarget target) {
    return servers.find(target.server()).flatMap(McpServer::url);
  }

  @Override
  public Optional<String> quarantined(McpTarget target) {
    var server = servers.find(target.server());
    if (server.isEmpty()) {
      return Optional.of(McpServers.unknown(target.server()));
    }
    var known = server.get().known();
    if (known != null) {
      // What was heard long ago says little of today: the next call asks again, and is refused if need be.
      return known
        .objection(target)
        .filter(
          objection -> target.digest() == null || known.at().plus(HEARD).isAfter(clock.instant())
        );
    }
    return target.digest() == null
      ? Optional.of(
          "'%s' of MCP server '%s' is not pinned: its contract has no digest of the server's description".formatted(
            target.tool(),
            target.server()
          )
        )
      : Optional.empty();
  }

  @Override
  public Answer call(McpTarget target, Order order) {
    var server = servers.find(target.server());
    if (server.isEmpty()) {
      return new Answer.Failure(McpServers.unknown(target.server()));
    }
    try {
      return call(server.get(), target, order);
    } catch (UnavailableException e) {
      return new Answer.Unavailable(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      // What came of the call is settled when the work is resumed.
      throw new LostWorkException("This node stops");
    }
  }

  private static Answer call(McpServer server, McpTarget target, Order order)
    throws UnavailableException, InterruptedException {
    var deadline = Deadline.in(order.contract().timeout());
    var connection = server.connection(deadline);
    var answer = call(connection, target, order, deadline);
    // The server may have forgotten the session since the last call. Nothing happened there, so the next session may try.
    return answer instanceof Answer.Unavailable && !connection.isUsable()
      ? call(server.connection(deadline), target, order, deadline)
      : answer;
  }

  private static Answer call(
    McpConnection connection,
    McpTarget target,
    Order order,
    Deadline deadline
  ) throws UnavailableException, InterruptedException {
    var objection = connection.listing(deadline).objection(target);
    if (objection.isPresent()) {
      return new Answer.Failure(objection.get());
    }
    return switch (
      connection.request(McpSchema.METHOD_TOOLS_CALL, params(target, order), deadline)
    ) {
      case Reply.Result(var result) -> McpResults.answer(result, order.contract().sizes().result());
      case Reply.Refused refused -> {
        var message = JsonTexts.message(refused.message());
        yield refused.beforeAnythingHappened()
          ? new Answer.Failure(message)
          : new Answer.Unknown(message);
      }
      case Reply.NotSent(String message, Duration pause) -> pause.isZero()
        ? new Answer.Unavailable(message)
        : new Answer.Busy(message, pause);
      case Reply.Lost(String message) -> new Answer.Unknown(message);
    };
  }

  private static ObjectNode params(McpTarget target, Order order) {
    var params = JsonNodeFactory.instance.objectNode();
    params.put("name", target.tool());
    params.set("arguments", order.arguments());
    params.putObject("_meta").put(IDEMPOTENCY_KEY, order.idempotencyKey());
    return params;
  }
}
