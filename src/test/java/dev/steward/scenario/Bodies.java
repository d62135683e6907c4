package dev.steward.scenario;

import dev.steward.scenario.Endpoints.Endpoint;
import java.util.Map;

/** Bodies that are accepted, where one that is not would be refused before anybody asks who has sent it. */
final class Bodies {

  static final String BOUNDARY = "----a-form-with-a-file";

  private static final String FILE = """
  --%s\r
  Content-Disposition: form-data; name="file"; filename="test.pdf"\r
  \r
  nothing\r
  --%1$s--\r
  """.formatted(BOUNDARY);

  private static final Map<String, String> BODIES = Map.ofEntries(
    Map.entry(
      "PUT /api/alerts/{name}",
      "{\"figure\": \"spend\", \"window\": \"P1D\", \"comparison\": \"above\", \"threshold\": 1, \"severity\": \"info\"}"
    ),
    Map.entry("PUT /api/alerts/{name}/silence", "{}"),
    Map.entry("POST /api/deployments/{id}/rollback", "{\"comment\": \"A test\"}"),
    Map.entry("POST /api/runs/{id}/stop", "{\"reason\": \"A test\"}"),
    Map.entry("POST /api/knowledge/collections/{name}/documents", FILE),
    Map.entry("POST /api/knowledge/search", "{\"query\": \"A test\"}"),
    Map.entry("POST /api/evaluations", "{\"agent\": \"nothing\"}"),
    Map.entry("PUT /api/agents/{name}/switch", "{\"enabled\": true, \"reason\": \"A test\"}"),
    Map.entry("PUT /api/tools/{name}/switch", "{\"enabled\": true, \"reason\": \"A test\"}"),
    Map.entry(
      "POST /api/agents/{name}/versions",
      "{\"source\": \"nothing\", \"comment\": \"A test\"}"
    ),
    Map.entry(
      "PUT /api/agents/{name}/version",
      "{\"version\": \"nothing\", \"comment\": \"A test\"}"
    ),
    Map.entry(
      "POST /api/tools/{name}/versions",
      "{\"source\": \"nothing\", \"comment\": \"A test\"}"
    ),
    Map.entry(
      "PUT /api/tools/{name}/version",
      "{\"version\": \"nothing\", \"comment\": \"A test\"}"
    ),
    Map.entry("PUT /api/processes/{key}/switch", "{\"enabled\": true, \"reason\": \"A test\"}"),
    Map.entry(
      "POST /api/processes/{key}/migrations",
      "{\"fromVersion\": 1, \"toVersion\": 2, \"dryRun\": true, \"reason\": \"A test\"}"
    ),
    Map.entry("PUT /api/switches/all", "{\"enabled\": true, \"reason\": \"A test\"}"),
    Map.entry("PUT /api/instances/{id}/variables/{name}", "{\"value\": 1, \"reason\": \"A test\"}"),
    Map.entry(
      "POST /api/instances/{id}/outcome",
      "{\"of\": \"routing\", \"label\": \"test\", \"correct\": true}"
    ),
    Map.entry("POST /api/legal-holds", "{\"businessKey\": \"a-test\", \"reason\": \"A test\"}"),
    Map.entry("POST /api/instances/{id}/erasure", "{\"reason\": \"A test\"}"),
    Map.entry("PUT /api/instances/{id}/legal-hold", "{\"reason\": \"A test\"}"),
    Map.entry("POST /api/incidents/retry", "{\"ids\": [\"nothing\"]}"),
    Map.entry("POST /api/incidents/{id}/skip", "{\"result\": 1, \"reason\": \"A test\"}"),
    Map.entry(
      "PUT /api/policies/{key}/{version}/mode",
      "{\"mode\": \"enforced\", \"reason\": \"A test\"}"
    ),
    Map.entry(
      "POST /api/policies",
      "{\"table\": \"no table\", \"mode\": \"shadow\", \"reason\": \"A test\"}"
    ),
    Map.entry("POST /api/tasks/{id}/attachments", FILE),
    Map.entry("POST /api/processes/{key}/attachments", FILE),
    Map.entry("POST /api/tasks/{id}/complete", "{\"variables\": {}}"),
    Map.entry("POST /api/tasks/{id}/decision", "{\"decision\": \"approve\"}"),
    Map.entry("POST /api/tasks/{id}/reassign", "{\"to\": \"nobody\"}"),
    Map.entry("POST /api/tasks/{id}/delegate", "{\"to\": \"nobody\"}"),
    Map.entry("POST /api/tasks/{id}/comments", "{\"comment\": \"A test\"}"),
    Map.entry("PUT /api/tasks/{id}/draft", "{\"variables\": {}}"),
    Map.entry("POST /api/tasks/bulk", "{\"action\": \"claim\", \"ids\": [\"nothing\"]}"),
    Map.entry(
      "POST /api/tasks/decisions",
      "{\"decision\": \"approve\", \"tasks\": [{\"id\": \"nothing\"}]}"
    ),
    Map.entry("PUT /api/me/filters/{name}", "{\"list\": \"inbox\", \"query\": \"\"}"),
    Map.entry("PUT /api/me/notifications", "{\"mail\": true}"),
    Map.entry("POST /api/messages", "{\"name\": \"nobody-waits\", \"businessKey\": \"nothing\"}")
  );

  private Bodies() {}

  static String of(Endpoint endpoint, String starter) {
    if (endpoint.pattern().equals("/process-api/runtime/tasks/{taskId}")) {
      return "{\"action\": \"claim\", \"assignee\": \"" + starter + "\"}";
    }
    return BODIES.getOrDefault(endpoint.method() + " " + endpoint.pattern(), "{}");
  }
}
