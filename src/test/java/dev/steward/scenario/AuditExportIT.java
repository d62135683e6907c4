package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The trail as other systems take it over. */
class AuditExportIT extends ApplicationIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void givesEveryEntryOnceWithItsPlaceInItsChain() {
    var instance = api
      .as("app")
      .post(
        "/api/processes/lead-outreach/instances",
        Map.of(
          "variables",
          Map.of(
            "lead",
            Map.of(
              "company",
              "Brightwell Clinics",
              "contact",
              "Ada Lovelace",
              "email",
              "ada@brightwell.example",
              "message",
              "Can you help us?",
              "tier",
              "standard"
            )
          )
        )
      )
      .expect(201)
      .path("id")
      .asText();
    api
      .as("operator")
      .delete("/api/instances/" + instance + "?reason=Enough")
      .expect(204);

    var events = export("?instanceId=" + instance);

    assertThat(events).hasSizeGreaterThanOrEqualTo(2);
    assertThat(events.getFirst().path("type").asText()).isEqualTo("dev.steward.instance.started");
    // A call that was under way may be settled after it.
    assertThat(events)
      .extracting(event -> event.path("data").path("type").asText())
      .contains("instance.cancelled");
    assertThat(events).allSatisfy(event -> {
      assertThat(event.path("specversion").asText()).isEqualTo("1.0");
      assertThat(event.path("subject").asText()).isEqualTo(instance);
      assertThat(event.path("chain").asText()).isEqualTo("instance:" + instance);
      assertThat(event.path("hash").asText()).matches("[0-9a-f]{64}");
      assertThat(event.path("time").asText()).endsWith("Z");
    });
    assertThat(events.stream().map(event -> event.path("position").asInt()))
      .as("each position once, from the first")
      .containsExactlyInAnyOrderElementsOf(
        IntStream.rangeClosed(1, events.size()).boxed().toList()
      );
  }

  @Test
  void tellsWhoTookWhat() {
    export("?type=switch&from=2026-01-01T00:00:00Z");

    var entry = Scenario.items(
      api.as("auditor").get("/api/audit?type=audit.exported").expect(200)
    ).getFirst();
    assertThat(entry.path("actor").asText()).isEqualTo("auditor");
    assertThat(entry.at("/detail/type").asText()).isEqualTo("switch");
    assertThat(entry.at("/detail/from").asText()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void refusesWhatIsNoTimeBeforeAnythingIsOut() {
    api.as("auditor").get("/api/audit/export?from=yesterday").expect(400);
  }

  private List<JsonNode> export(String query) {
    return api
      .as("auditor")
      .get("/api/audit/export" + query)
      .text()
      .lines()
      .map(AuditExportIT::read)
      .toList();
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not one JSON value a line: " + line, e);
    }
  }
}
