package dev.steward.tool.adapter.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.steward.json.JsonSchema;
import dev.steward.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Drafts contracts for the tools of an MCP server, with the least trust where the server's word is all there is. */
@Component
public class McpImport {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final String HEADER = """
  # Drafted from what the server says of its tool. Whether that is true, and what class, effect, trust and audience
  # follow from it, is for the tool's owner to decide.
  """;

  private static final YAMLMapper QUOTED = new YAMLMapper(
    YAMLFactory.builder()
      .disable(Feature.WRITE_DOC_START_MARKER)
      .disable(Feature.SPLIT_LINES)
      .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR)
      .build()
  );

  private static final YAMLMapper PLAIN = new YAMLMapper(
    YAMLFactory.builder()
      .disable(Feature.WRITE_DOC_START_MARKER)
      .disable(Feature.SPLIT_LINES)
      .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR)
      .enable(Feature.MINIMIZE_QUOTES)
      .enable(Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
      .build()
  );

  private final McpServers servers;

  McpImport(McpServers servers) {
    this.servers = servers;
  }

  /**
   * A contract that somebody has to look through and put into {@code tools/}.
   *
   * @param name of the tool in Steward
   * @param tool as the server calls it
   * @param yaml the whole file
   */
  public record Draft(String name, String tool, String yaml) {}

  /**
   * Asks the server, which may take as long as it takes to start.
   *
   * @param owner of the tools
   * @return one for each tool
   * @throws ProblemException {@code mcp-server-unknown}, {@code mcp-server-unavailable}
   */
  public List<Draft> drafts(String server, String owner) {
    var found = servers
      .find(server)
      .orElseThrow(() ->
        ProblemException.notFound("mcp-server-unknown", McpServers.unknown(server))
      );
    try {
      var deadline = Deadline.in(TIMEOUT);
      var names = new HashSet<String>();
      var drafts = new ArrayList<Draft>();
      for (var tool : found.connection(deadline).listing(deadline).tools().values()) {
        var name = unique(name(server, tool.name()), names);
        drafts.add(new Draft(name, tool.name(), draft(server, name, tool, owner)));
      }
      return drafts;
    } catch (UnavailableException e) {
      throw unavailable(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("Steward stops");
    }
  }

  private static ProblemException unavailable(String detail) {
    return new ProblemException(
      HttpStatus.SERVICE_UNAVAILABLE,
      "mcp-server-unavailable",
      detail,
      List.of()
    );
  }

  static String name(String server, String tool) {
    var words = tool
      .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
      .toLowerCase(Locale.ROOT)
      .replaceAll("[^a-z0-9-]", "-");
    return server + "." + (words.matches("[a-z].*") ? words : "tool-" + words);
  }

  private static String unique(String name, Set<String> names) {
    var unique = name;
    for (int number = 2; !names.add(unique); number++) {
      unique = name + "-" + number;
    }
    return unique;
  }

  static String draft(String server, String name, ListedTool tool, String owner) {
    var arguments = schema(tool.inputSchema());
    var result = schema(tool.outputSchema());
    var contract = JsonNodeFactory.instance.objectNode();
    contract.put("name", name);
    if (tool.title() != null) {
      contract.put("title", tool.title());
    }
    contract.put(
      "description",
      tool.description() == null
        ? "The tool '%s' of the MCP server '%s'".formatted(tool.name(), server)
        : tool.description()
    );
    contract.put("owner", owner);
    contract.put("class", tool.readOnly() ? "read" : "approval-required");
    contract.put("reversible", false);
    contract.put("requires", server + ":use");
    contract.put("audience", "external");
    contract.put("trust", "untrusted");
    contract.put("effect", effect(tool));
    contract.set("arguments", arguments);
    contract.set("result", result);
    contract
      .putObject("environments")
      .putObject("sandbox")
      .putObject("mcp")
      .put("server", server)
      .put("tool", tool.name())
      .put("digest", tool.digest());
    return HEADER + fault("arguments", arguments) + fault("result", result) + yaml(contract);
  }

  private static String effect(ListedTool tool) {
    if (tool.readOnly()) {
      return "read";
    }
    return tool.idempotent() ? "idempotent" : "irreversible";
  }

  private static ObjectNode schema(@Nullable JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      var copy = object.deepCopy();
      // Contracts are of one dialect, and a schema that names another is looked up.
      copy.remove("$schema");
      return copy;
    }
    return JsonNodeFactory.instance.objectNode().put("type", "object");
  }

  private static String fault(String property, JsonNode schema) {
    try {
      JsonSchema.compile(schema);
      return "";
    } catch (IllegalArgumentException e) {
      var reason = String.valueOf(e.getMessage()).replaceAll("[\\p{Z}\\p{C}]+", " ");
      return "# To be mended in %s: %s\n".formatted(property, reason);
    }
  }

  private static String yaml(JsonNode contract) {
    try {
      var plain = PLAIN.writeValueAsString(contract);
      return PLAIN.readTree(plain).equals(contract) ? plain : QUOTED.writeValueAsString(contract);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A contract cannot be written", e);
    }
  }
}
