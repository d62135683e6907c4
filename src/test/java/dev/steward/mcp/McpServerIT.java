package dev.steward.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.scenario.ApplicationIT;
import dev.steward.testing.Api;
import dev.steward.testing.Npm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Agents outside start processes as tools, and ask what has become of them. */
class McpServerIT extends ApplicationIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CLIENT = Path.of("src/test/mcp/client.mjs");
  private static final Path INSTALLED = Path.of("target/mcp-client");
  private static final Map<String, ?> REQUEST = Map.of(
    "request",
    Map.of("ticket", "T-1001", "document", "HB-12", "page", "https://status.example/incidents/8841")
  );

  @LocalServerPort
  private int port;

  @Test
  void offersWhatAnalystsHaveOpenedAndNothingElse() {
    var tools = listed("app");

    assertThat(tools.findValuesAsText("name")).containsExactly(
      "start_internal-summary",
      "instance_status",
      "instance_result"
    );
    var start = tools.get(0);
    assertThat(start.path("description").asText()).startsWith("Sums up a customer ticket");
    assertThat(
      start.at("/inputSchema/properties/variables/properties/request/required").toString()
    ).contains("ticket");
    assertThat(start.at("/inputSchema/required/0").asText()).isEqualTo("variables");
  }

  @Test
  void startsOnceTellsTheStatusAndGivesTheResult() {
    var request = Map.of("requestId", UUID.randomUUID().toString(), "variables", REQUEST);
    var started = called("app", "start_internal-summary", request);
    var instance = started.at("/structuredContent/instance").asText();
    assertThat(started.path("isError").asBoolean()).isFalse();
    assertThat(
      called("app", "start_internal-summary", request).at("/structuredContent/instance").asText()
    ).isEqualTo(instance);

    var asked = Map.of("instance", instance);
    await()
      .atMost(Duration.ofSeconds(30))
      .until(() ->
        called("app", "instance_status", asked)
          .at("/structuredContent/state")
          .asText()
          .equals("completed")
      );
    var result = called("app", "instance_result", asked);
    assertThat(result.at("/structuredContent").has("request")).isTrue();
    assertThat(result.at("/structuredContent/summary").isObject()).isTrue();
    // On record like any start.
    var begun = api
      .as("auditor")
      .get("/api/audit?type=instance.started&instanceId=" + instance)
      .ok()
      .at("/items/0");
    assertThat(begun.path("actor").asText()).isEqualTo("app");
  }

  @Test
  void refusesWhatDoesNotFitWithPlaceAndReason() {
    var wrong = called(
      "app",
      "start_internal-summary",
      Map.of("variables", Map.of("request", Map.of("ticket", "T-1001", "extra", 1)))
    );
    assertThat(wrong.path("isError").asBoolean()).isTrue();
    assertThat(wrong.at("/structuredContent/code").asText()).isEqualTo("validation-failed");
    assertThat(wrong.at("/structuredContent/errors/0/path").asText()).startsWith(
      "/variables/request"
    );
    assertThat(
      called("app", "instance_status", Map.of("instance", "nothing"))
        .at("/structuredContent/code")
        .asText()
    ).isEqualTo("instance-not-found");
    assertThat(
      rpc("app", "tools/call", Map.of("name", "start_lead-outreach", "arguments", Map.of()))
        .at("/error/code")
        .asInt()
    ).isEqualTo(-32602);
    assertThat(rpc("app", "resources/list", Map.of()).at("/error/code").asInt()).isEqualTo(-32601);
  }

  @Test
  void showsNobodyWhatIsNotTheirs() {
    var others = api
      .as("operator")
      .post("/api/processes/internal-summary/instances", Map.of("variables", REQUEST))
      .expect(201)
      .path("id")
      .asText();

    for (var tool : List.of("instance_status", "instance_result")) {
      var answer = called("app", tool, Map.of("instance", others));
      assertThat(answer.at("/structuredContent/code").asText()).isEqualTo("instance-not-found");
    }
    assertThat(
      called("auditor", "instance_status", Map.of("instance", others))
        .at("/structuredContent/id")
        .asText()
    ).isEqualTo(others);
    mcp(api, "tools/list", Map.of()).expect(401);
  }

  /** With the MCP project's own client. */
  @Test
  void isUnderstoodByOthers() throws Exception {
    Npm.install(CLIENT.getParent(), INSTALLED);
    var script = INSTALLED.resolve("client.mjs");
    Files.copy(CLIENT, script, StandardCopyOption.REPLACE_EXISTING);

    var said = run(
      "node",
      script.toString(),
      "http://127.0.0.1:" + port + "/mcp",
      "Basic " + Base64.getEncoder().encodeToString("app:app".getBytes(StandardCharsets.UTF_8)),
      JSON.writeValueAsString(
        List.of(
          Map.of("name", "start_internal-summary", "arguments", Map.of("variables", REQUEST)),
          Map.of("name", "instance_status", "arguments", Map.of("instance", "nothing"))
        )
      )
    );

    assertThat(said.at("/server/name").asText()).isEqualTo("steward");
    assertThat(said.path("tools").findValuesAsText("name")).contains("start_internal-summary");
    assertThat(said.at("/answers/0/structuredContent/instance").asText()).isNotBlank();
    assertThat(said.at("/answers/1/isError").asBoolean()).isTrue();
  }

  private static JsonNode run(String... command) throws IOException, InterruptedException {
    var log = Files.createTempFile("mcp-client", ".log");
    var process = new ProcessBuilder(command)
      .redirectOutput(log.toFile())
      .redirectError(ProcessBuilder.Redirect.INHERIT)
      .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return JSON.readTree(Files.readString(log));
  }

  private JsonNode listed(String person) {
    return rpc(person, "tools/list", Map.of()).at("/result/tools");
  }

  private JsonNode called(String person, String tool, Map<String, ?> arguments) {
    return rpc(person, "tools/call", Map.of("name", tool, "arguments", arguments)).path("result");
  }

  private JsonNode rpc(String person, String method, @Nullable Map<String, ?> parameters) {
    return mcp(api.as(person), method, parameters).ok();
  }

  private static Api.Answer mcp(Api caller, String method, @Nullable Map<String, ?> parameters) {
    var request = new HashMap<String, Object>(Map.of("jsonrpc", "2.0", "id", 1, "method", method));
    request.put("params", parameters);
    return caller.with("Accept", "application/json, text/event-stream").post("/mcp", request);
  }
}
