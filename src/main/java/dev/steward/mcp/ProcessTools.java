package dev.steward.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.identity.CurrentActor;
import dev.steward.json.JsonSchema;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.ExposedProcesses;
import dev.steward.process.spi.ExposedProcesses.Exposed;
import dev.steward.process.spi.InstanceEnd;
import dev.steward.process.spi.InstanceEnds;
import dev.steward.process.spi.InstanceRecords;
import dev.steward.process.spi.ProcessStarter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What agents outside are offered, and what becomes of their calls: the same as over REST, under the same rules and on the same trail. */
@Component
class ProcessTools {

  private static final String START = "start_";
  private static final String STATUS = "instance_status";
  private static final String RESULT = "instance_result";
  private static final int LONGEST_KEY = 255;

  private final ExposedProcesses processes;
  private final ProcessStarter starter;
  private final InstanceRecords records;
  private final InstanceEnds ends;
  private final CurrentActor current;
  private final ObjectMapper json;

  ProcessTools(
    ExposedProcesses processes,
    ProcessStarter starter,
    InstanceRecords records,
    InstanceEnds ends,
    CurrentActor current,
    ObjectMapper json
  ) {
    this.processes = processes;
    this.starter = starter;
    this.records = records;
    this.ends = ends;
    this.current = current;
    this.json = json;
  }

  /** In the form of MCP's {@code tools/list}. */
  List<JsonNode> list() {
    var tools = new ArrayList<JsonNode>();
    processes.all().forEach(process -> tools.add(start(process)));
    tools.add(
      about(
        STATUS,
        "Tells how a process instance stands: state is running, waiting, completed, failed or cancelled."
      )
    );
    tools.add(about(RESULT, "Gives the variables of a process instance that is completed."));
    return tools;
  }

  /**
   * @return empty for a tool that there is not
   * @throws ProblemException as over REST
   */
  Optional<JsonNode> call(String tool, JsonNode arguments) {
    return list()
      .stream()
      .filter(known -> known.path("name").asText().equals(tool))
      .findFirst()
      .map(known -> {
        check(known.path("inputSchema"), arguments);
        return switch (tool) {
          case STATUS -> status(arguments.path("instance").asText());
          case RESULT -> result(arguments.path("instance").asText());
          default -> started(tool.substring(START.length()), arguments);
        };
      });
  }

  private static void check(JsonNode schema, JsonNode arguments) {
    var errors = JsonSchema.compile(schema).validate(arguments);
    if (!errors.isEmpty()) {
      throw ProblemException.invalid("The arguments do not fit the tool", errors);
    }
  }

  private JsonNode started(String process, JsonNode arguments) {
    var actor = current.get();
    var instance = starter.start(
      process,
      arguments.path("businessKey").asText(null),
      arguments.path("variables"),
      arguments.path("requestId").asText(null),
      actor
    );
    return json.<ObjectNode>valueToTree(Map.of("instance", instance));
  }

  private JsonNode status(String instance) {
    return records.summary(instance, current.get());
  }

  private JsonNode result(String instance) {
    var summary = records.summary(instance, current.get());
    return switch (ends.of(instance)) {
      case InstanceEnd.Completed completed -> completed.variables();
      case InstanceEnd.Running running -> throw ProblemException.conflict(
        "instance-not-ended",
        "The instance is %s, and has no result yet".formatted(summary.path("state").asText())
      );
      case InstanceEnd.Cancelled cancelled -> throw ProblemException.conflict(
        "instance-cancelled",
        "The instance was cancelled, and has no result"
      );
    };
  }

  private JsonNode start(Exposed process) {
    var schema = json.createObjectNode().put("type", "object");
    var properties = schema.putObject("properties");
    properties
      .putObject("businessKey")
      .put("type", "string")
      .put("maxLength", LONGEST_KEY)
      .put("description", "What the caller knows the case by, such as an order's number");
    properties
      .putObject("requestId")
      .put("type", "string")
      .put("minLength", 1)
      .put("maxLength", LONGEST_KEY)
      .put(
        "description",
        "The same for a repeated call: it then gives the instance that the first one started"
      );
    var variables = process.variables();
    properties.set(
      "variables",
      variables == null ? json.createObjectNode().put("type", "object") : variables
    );
    schema.put("additionalProperties", false);
    if (variables != null && variables.has("required")) {
      schema.putArray("required").add("variables");
    }
    return tool(START + process.key(), process.name(), process.description(), schema, false);
  }

  private JsonNode about(String name, String description) {
    var schema = json.createObjectNode().put("type", "object");
    schema
      .putObject("properties")
      .putObject("instance")
      .put("type", "string")
      .put("minLength", 1)
      .put("description", "The id that the start gave");
    schema.put("additionalProperties", false).putArray("required").add("instance");
    return tool(name, name, description, schema, true);
  }

  private JsonNode tool(
    String name,
    String title,
    String description,
    ObjectNode schema,
    boolean readOnly
  ) {
    var tool = json
      .createObjectNode()
      .put("name", name)
      .put("title", title)
      .put("description", description);
    tool.set("inputSchema", schema);
    tool.putObject("annotations").put("readOnlyHint", readOnly);
    return tool;
  }
}
