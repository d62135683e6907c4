package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.audit.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was decided is on record with all that it was decided on, so that other tables can be tried on it. */
class PolicyCheckIT extends AgentRunIT {

  private static final Path TABLE = Path.of("policies/human-review.dmn");

  private Instant began = Instant.now();

  @BeforeEach
  void decideSomething() {
    began = afterEverythingElse();
    var errand = errand("bounded");
    errand
      .says(
        errand.call("demo_note", "a"),
        errand.call("demo_read", "b"),
        errand.call("no_such_tool", "c"),
        done("well")
      )
      .perform();
    errand.assertDone("well");
  }

  @Test
  void keepsOnRecordWhatWasAskedAndWhichTablesAnswered() {
    var filter = new AuditLog.Filter(null, "tool.decided", null, began, null);
    var detail = json.valueToTree(
      trail
        .find(filter, null, 100)
        .stream()
        .map(recorded -> recorded.entry().detail())
        .filter(each -> "demo.note".equals(each.get("tool")))
        .findFirst()
        .orElseThrow()
    );

    assertThat(detail.toString())
      .contains("\"riskClass\":\"customer-outreach\"", "\"verdict\":\"allow\"")
      .containsPattern("\"tables\":\\[\"human-review:\\d+\"]");
  }

  @Test
  void findsNoChangeInTheTablesThatDecided() throws IOException {
    for (var request : new Map<?, ?>[] {
      Map.of(),
      Map.of("recorded", true),
      Map.of("table", Files.readString(TABLE)),
    }) {
      var result = check(request);
      assertThat(result.path("decisions").asInt()).isEqualTo(2);
      assertThat(result.path("changed").asInt()).isZero();
      assertThat(result.at("/verdicts/allow/allow").asInt()).isEqualTo(2);
    }
  }

  @Test
  void tellsWhatAnotherTableWouldChangeAndChangesNothing() throws IOException {
    var stricter = Files.readString(TABLE).replaceFirst(
      "(<outputEntry id=\"outreach-record-verdict\">\\s*<text>)\"allow\"",
      "$1\"deny\""
    );

    var result = check(Map.of("table", stricter));

    assertThat(result.path("changed").asInt()).isOne();
    assertThat(result.at("/verdicts/allow").toString()).isEqualTo("{\"allow\":1,\"deny\":1}");
    var change = result.at("/changes/0");
    assertThat(change.path("tool").asText()).isEqualTo("demo.note");
    assertThat(change.path("before").asText()).isEqualTo("allow");
    assertThat(change.path("after").asText()).isEqualTo("deny");
    assertThat(change.at("/rules/0/id").asText()).isEqualTo("outreach-record");
    assertThat(check(Map.of()).path("changed").asInt()).isZero();
    assertThat(
      jdbc
        .sql("SELECT count(*) FROM act_dmn_deployment WHERE tenant_id_ = 'trial'")
        .query(Integer.class)
        .single()
    ).isZero();
  }

  @Test
  void refusesATableThatCouldNotBeReliedOn() {
    var refused = api
      .as("operator")
      .post("/api/policies/check", Map.of("table", "<definitions"))
      .expect(422);

    assertThat(refused.at("/errors/0/path").asText()).isEqualTo("/table");
    assertThat(refused.at("/errors/0/message").asText()).startsWith("line 1");
    api.as("approver").post("/api/policies/check", Map.of()).expect(403);
  }

  /** Other tests have moved the clock on. */
  private Instant afterEverythingElse() {
    var last = jdbc
      .sql("SELECT coalesce(max(at), now()) FROM audit_entry")
      .query(Timestamp.class)
      .single()
      .toInstant();
    var ahead = Duration.between(clock.instant(), last).plusSeconds(1);
    if (ahead.isPositive()) {
      clock.advance(ahead);
    }
    return clock.instant();
  }

  private JsonNode check(Map<?, ?> request) {
    var body = new HashMap<String, @Nullable Object>();
    request.forEach((name, value) -> body.put(String.valueOf(name), value));
    body.put("from", began.toString());
    return api.as("auditor").post("/api/policies/check", body).expect(200);
  }
}
