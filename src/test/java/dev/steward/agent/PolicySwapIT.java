package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables are swapped while the application runs, and tried before they count. */
class PolicySwapIT extends AgentRunIT {

  private static final String REASON = "for a test";

  private int before;

  @BeforeEach
  void rememberWhatIsInForce() {
    before = inForce();
  }

  @AfterEach
  void goBack() {
    change(before, "enforced");
  }

  @Test
  void enforcesAnotherTableAtOnceAndGoesBack() throws IOException {
    assertThat(outcome()).isEqualTo("1.0 demo.note succeeded");

    var stricter = deploy("enforced").at("/items/0");

    assertThat(stricter.path("version").asInt()).isGreaterThan(before);
    assertThat(inForce()).isEqualTo(stricter.path("version").asInt());
    assertThat(outcome()).isEqualTo("1.0 demo.note refused");

    change(before, "enforced");

    assertThat(inForce()).isEqualTo(before);
    assertThat(outcome()).isEqualTo("1.0 demo.note succeeded");
    assertThat(
      jdbc
        .sql(
          "SELECT title FROM audit_entry WHERE type = 'policy.changed' AND actor = 'operator' ORDER BY id DESC LIMIT 2"
        )
        .query(String.class)
        .list()
    ).containsExactly(
      "human-review:%d is enforced".formatted(before),
      "human-review:%d is enforced".formatted(stricter.path("version").asInt())
    );
  }

  @Test
  void countsAChangeOfANodeWhoseClockIsBehind() throws IOException {
    clock.advance(Duration.ofHours(1));
    deploy("enforced");
    deploy("enforced");
    clock.reset();

    change(before, "enforced");

    assertThat(outcome()).isEqualTo("1.0 demo.note succeeded");
  }

  @Test
  void putsOnRecordWhatATableOnTrialWouldDecideAndDoesNotFollowIt() throws IOException {
    var shadow = deploy("shadow").at("/items/0/version").asInt();

    var errand = errand("bounded");
    errand.says(errand.call("demo_note", "a"), done("well")).perform();

    assertThat(errand.callsInShort()).containsExactly("1.0 demo.note succeeded");
    assertThat(inForce()).isEqualTo(before);
    assertThat(shadowOf(errand)).isEqualTo(
      "{\"tables\": [\"human-review:%d\"], \"verdict\": \"deny\"}".formatted(shadow)
    );

    change(shadow, "retired");

    assertThat(outcome()).isEqualTo("1.0 demo.note succeeded");
  }

  @Test
  void deniesWhereNoTableIsLeft() {
    change(before, "retired");

    assertThat(outcome()).isEqualTo("1.0 demo.note refused");
  }

  @Test
  void refusesWhatCouldNotBeReliedOnAndWhoMayNot() throws IOException {
    var broken = Map.of("table", stricter().replace("\"deny\"", "\"perhaps\""), "mode", "enforced");
    var request = new HashMap<String, Object>(broken);
    request.put("reason", REASON);

    api.as("operator").post("/api/policies", request).expect(422);
    api.as("analyst").post("/api/policies", request).expect(403);
    api
      .as("operator")
      .put("/api/policies/human-review/999/mode", Map.of("mode", "enforced", "reason", REASON))
      .expect(404);
    assertThat(inForce()).isEqualTo(before);
  }

  private String outcome() {
    var errand = errand("bounded");
    errand.says(errand.call("demo_note", "a"), done("well")).perform();
    return errand.callsInShort().getFirst();
  }

  private JsonNode deploy(String mode) throws IOException {
    return api
      .as("operator")
      .post("/api/policies", Map.of("table", stricter(), "mode", mode, "reason", REASON))
      .expect(201);
  }

  private void change(int version, String mode) {
    api
      .as("operator")
      .put(
        "/api/policies/human-review/%d/mode".formatted(version),
        Map.of("mode", mode, "reason", REASON)
      )
      .expect(200);
  }

  private int inForce() {
    return items(api.as("auditor").get("/api/policies").ok())
      .stream()
      .filter(policy -> policy.path("mode").asText().equals("enforced"))
      .map(policy -> policy.path("version").asInt())
      .findFirst()
      .orElse(0);
  }

  private String shadowOf(Errand errand) {
    return jdbc
      .sql(
        "SELECT (detail->'shadow')::text FROM audit_entry WHERE instance_id = :instance AND type = 'tool.decided'"
      )
      .param("instance", errand.instance())
      .query(String.class)
      .single();
  }

  /** What the shipped table says, but that writing down is forbidden in outreach. */
  private static String stricter() throws IOException {
    return Files.readString(Path.of("policies/human-review.dmn")).replaceFirst(
      "(<outputEntry id=\"outreach-record-verdict\">\\s*<text>)\"allow\"",
      "$1\"deny\""
    );
  }
}
