package dev.steward.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.problem.ProblemException;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Answers MCP's requests. The library's own server would show everybody the same tools; here they depend on what is deployed now. */
final class McpRequests implements McpStatelessServerHandler {

  private static final Logger log = LoggerFactory.getLogger(McpRequests.class);

  /** The newest first, which is offered to whoever asks for another. */
  private static final List<String> VERSIONS = List.of("2025-06-18", "2025-03-26");

  private final ProcessTools tools;
  private final ObjectMapper json;

  McpRequests(ProcessTools tools, ObjectMapper json) {
    this.tools = tools;
    this.json = json;
  }

  @Override
  public Mono<JSONRPCResponse> handleRequest(McpTransportContext context, JSONRPCRequest request) {
    // On the thread of the request, which knows who asks.
    return Mono.fromSupplier(() -> answer(request));
  }

  @Override
  public Mono<Void> handleNotification(
    McpTransportContext context,
    JSONRPCNotification notification
  ) {
    return Mono.empty();
  }

  private JSONRPCResponse answer(JSONRPCRequest request) {
    var parameters = json.<JsonNode>valueToTree(request.params());
    try {
      return switch (request.method()) {
        case McpSchema.METHOD_INITIALIZE -> result(request, initialized(parameters));
        case McpSchema.METHOD_PING -> result(request, Map.of());
        case McpSchema.METHOD_TOOLS_LIST -> result(request, Map.of("tools", tools.list()));
        case McpSchema.METHOD_TOOLS_CALL -> called(request, parameters);
        default -> error(
          request,
          ErrorCodes.METHOD_NOT_FOUND,
          "There is no method " + request.method()
        );
      };
    } catch (RuntimeException e) {
      log.error("The MCP request {} failed", request.method(), e);
      return error(request, ErrorCodes.INTERNAL_ERROR, "It failed; the server's log says why");
    }
  }

  private static Map<String, ?> initialized(JsonNode parameters) {
    var asked = parameters.path("protocolVersion").asText();
    return Map.of(
      "protocolVersion",
      VERSIONS.contains(asked) ? asked : VERSIONS.getFirst(),
      "capabilities",
      Map.of("tools", Map.of()),
      "serverInfo",
      Map.of("name", "steward", "title", "Steward", "version", "1"),
      "instructions",
      "Each tool start_… starts a process, which may take days and ask people. Ask instance_status with the id it gives, and " +
        "instance_result once it is completed. Repeat a start with the same requestId, and nothing is started twice."
    );
  }

  private JSONRPCResponse called(JSONRPCRequest request, JsonNode parameters) {
    var tool = parameters.path("name").asText();
    var arguments = parameters.path("arguments");
    try {
      return tools
        .call(tool, arguments)
        .map(answer -> result(request, told(answer, false)))
        .orElseGet(() ->
          error(request, ErrorCodes.INVALID_PARAMS, "There is no tool '" + tool + "'")
        );
    } catch (ProblemException e) {
      // The agent may correct itself.
      return result(request, told(problem(e), true));
    }
  }

  private JsonNode problem(ProblemException e) {
    return json.valueToTree(Map.of("code", e.code(), "detail", e.detail(), "errors", e.errors()));
  }

  private static Map<String, ?> told(JsonNode answer, boolean isError) {
    return Map.of(
      "content",
      List.of(Map.of("type", "text", "text", answer.toString())),
      "structuredContent",
      answer,
      "isError",
      isError
    );
  }

  private static JSONRPCResponse result(JSONRPCRequest request, Object result) {
    return response(request, result, null);
  }

  private static JSONRPCResponse error(JSONRPCRequest request, int code, String message) {
    return response(request, null, new JSONRPCError(code, message, null));
  }

  private static JSONRPCResponse response(
    JSONRPCRequest request,
    @Nullable Object result,
    @Nullable JSONRPCError error
  ) {
    return new JSONRPCResponse(McpSchema.JSONRPC_VERSION, request.id(), result, error);
  }
}
