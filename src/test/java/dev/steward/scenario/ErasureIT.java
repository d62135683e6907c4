package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.testing.Api;
import dev.steward.verify.VerifyEvidence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;

/** A person is planted wherever something of an instance is kept, and nowhere to be found once that is erased. */
class ErasureIT extends ApplicationIT {

  private static final Map<String, String> REASON = Map.of("reason", "Request 4711");

  @Autowired
  private JdbcClient jdbc;

  @Autowired
  private ApplicationContext context;

  /** Another one in each test: the demo's CRM tells of those before. */
  private final String planted = "Markerina" + System.nanoTime();

  @TempDir
  private Path place;

  private int bundles;

  @Test
  void erasesWhatIsSaidOfAPersonAndLeavesTheProof() throws Exception {
    var id = ended();
    assertThat(tablesWithThePerson()).contains(
      "act_hi_varinst",
      "act_hi_comment",
      "act_hi_procinst",
      "agent_assignment",
      "agent_message",
      "attachment",
      "large_value",
      "review",
      "tool_call"
    );
    var before = evidence(id);
    assertThat(verified(before)).contains("SOUND").doesNotContain("erased");
    var figures = figures();
    var chain = verify(id);

    var erasure = erase(id).expect(200);

    assertThat(erasure.path("reason").asText()).isEqualTo("Request 4711");
    assertThat(erasure.path("erasedBy").asText()).isEqualTo("auditor");
    assertThat(tablesWithThePerson()).containsExactly("large_value");
    makeYesterday();
    assertThat(tablesWithThePerson()).isEmpty();
    assertThat(jdbc.sql("SELECT count(*) FROM erased_value").query(Long.class).single()).isZero();
    assertThat(verify(id).path("entries").asInt()).isEqualTo(chain.path("entries").asInt() + 1);
    assertThat(verified(before)).contains("SOUND");
    var after = verified(evidence(id));
    assertThat(after).contains("SOUND", "what they said is erased");
    assertThat(figures()).isEqualTo(figures);
  }

  @Test
  void stillTellsWhatHappened() {
    var id = ended();
    erase(id).expect(200);

    assertThat(scenario.instance(id).path("state").asText()).isEqualTo("cancelled");
    assertThat(scenario.calls(id)).contains("company.lookup succeeded", "outreach.send succeeded");
    var trail = items(
      api
        .as("auditor")
        .get("/api/audit?instanceId=" + id)
        .ok()
    );
    var decided = trail
      .stream()
      .filter(entry -> entry.path("type").asText().equals("tool.decided"))
      .toList();
    assertThat(decided).isNotEmpty();
    for (var entry : decided) {
      assertThat(entry.at("/detail/erased").asText()).isNotEmpty();
      assertThat(entry.at("/detail/argumentsDigest").asText()).matches("[0-9a-f]{64}");
      assertThat(entry.at("/detail/arguments").isMissingNode()).isTrue();
    }
    for (var path : List.of("/account", "/timeline", "/variables", "/attachments", "/erasure")) {
      api
        .as("auditor")
        .get("/api/instances/" + id + path)
        .ok();
    }
    for (var run : items(
      api
        .as("operator")
        .get("/api/runs?instanceId=" + id)
        .ok()
    )) {
      api
        .as("operator")
        .get("/api/runs/" + run.path("id").asText())
        .ok();
    }
  }

  @Test
  void isDoneOnce() {
    var id = ended();

    var first = erase(id).expect(200);
    var second = api
      .as("auditor")
      .post("/api/instances/" + id + "/erasure", Map.of("reason", "Once more"))
      .expect(200);

    assertThat(second).isEqualTo(first);
    assertThat(
      items(
        api
          .as("operator")
          .get("/api/instances/" + id + "/erasure")
          .ok()
      )
    ).containsExactly(first);
  }

  @Test
  void isRefusedWhereTheInstanceGoesOnOrIsHeldOrUnknown() {
    var id = scenario.start("goes-on-" + System.nanoTime(), Scenario.FITTING_LEAD);
    scenario.awaitTask(id, "send-message");
    var running = erase(id);
    assertThat(running.status()).isEqualTo(409);
    assertThat(running.code()).isEqualTo("instance-running");

    api
      .as("operator")
      .delete("/api/instances/" + id + "?reason=Enough")
      .expect(204);
    api
      .as("auditor")
      .put("/api/instances/" + id + "/legal-hold", Map.of("reason", "A dispute"))
      .expect(200);
    var held = erase(id);
    assertThat(held.status()).isEqualTo(409);
    assertThat(held.code()).isEqualTo("instance-held");
    assertThat(scenario.instance(id).path("businessKey").asText()).startsWith("goes-on-");

    assertThat(erase("no-such-instance").status()).isEqualTo(404);
    assertThat(
      api
        .as("operator")
        .post("/api/instances/" + id + "/erasure", REASON)
        .status()
    ).isEqualTo(403);
  }

  @Test
  void waitsForWhatIsUnderWay() {
    var id = ended();
    jdbc
      .sql(
        "UPDATE tool_call SET state = 'executing' WHERE instance_id = :id AND tool = 'outreach.send'"
      )
      .param("id", id)
      .update();

    var refused = erase(id);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("instance-at-work");
  }

  /** With the person in variables large and small, arguments, words of people, a file and the business key. */
  private String ended() {
    var lead = new HashMap<>(Scenario.FITTING_LEAD);
    lead.put("contact", planted);
    lead.put("message", "I am " + planted + ". " + "Please help us. ".repeat(245));
    var id = scenario.start(planted, lead);
    var task = scenario.awaitTask(id, "send-message");
    var at = "/api/tasks/" + task.path("id").asText();
    api
      .as("approver")
      .post(at + "/comments", Map.of("comment", "Known: " + planted))
      .expect(201);
    attach(id, task.path("id").asText());
    var edited = Scenario.edited(task, "subject", "For " + planted);
    api
      .as("approver")
      .post(at + "/decision", edited.put("comment", "As " + planted + " wished"))
      .expect(204);
    await()
      .atMost(Duration.ofSeconds(30))
      .until(() -> scenario.calls(id).contains("outreach.send succeeded"));
    // It goes on meanwhile.
    await()
      .atMost(Duration.ofSeconds(30))
      .until(
        () ->
          api
            .as("operator")
            .delete("/api/instances/" + id + "?reason=" + planted + "%20asked")
            .status() == 204
      );
    // What was under way comes to its end.
    await()
      .atMost(Duration.ofSeconds(60))
      .until(() -> underWay(id) == 0);
    return id;
  }

  private long underWay(String instance) {
    return jdbc
      .sql(
        """
        SELECT (SELECT count(*) FROM tool_call WHERE instance_id = :id AND state = 'executing')
          + (SELECT count(*) FROM agent_turn t JOIN agent_run r ON r.id = t.run_id
             WHERE r.instance_id = :id AND t.state = 'started')
        """
      )
      .param("id", instance)
      .query(Long.class)
      .single();
  }

  private void attach(String instance, String task) {
    jdbc
      .sql(
        """
        INSERT INTO attachment (id, person, uploaded_by, process_key, task_id, instance_id, field, name, type, size, sha256,
          content, uploaded_at, kept_at)
        VALUES (gen_random_uuid(), 'app', 'app', 'lead-outreach', :task, :id, 'file', :name, 'text/plain', 16,
          repeat('0', 64), convert_to(:name, 'UTF8'), now(), now())
        """
      )
      .param("task", task)
      .param("id", instance)
      .param("name", planted)
      .update();
  }

  private Api.Answer erase(String id) {
    return api.as("auditor").post("/api/instances/" + id + "/erasure", REASON);
  }

  /** Large values go a day later. */
  private void makeYesterday() {
    jdbc.sql("UPDATE large_value SET stored_at = stored_at - interval '2 days'").update();
    ReflectionTestUtils.invokeMethod(context.getBean("erasures"), "removeErasedValues");
  }

  /** All but the demo's systems, which are not ours. */
  private List<String> tablesWithThePerson() {
    return jdbc
      .sql(
        """
        SELECT DISTINCT table_name, column_name, data_type FROM information_schema.columns
        JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'sandbox%'
          AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY')
        """
      )
      .query()
      .listOfRows()
      .stream()
      .filter(this::hasThePerson)
      .map(column -> String.valueOf(column.get("table_name")))
      .distinct()
      .toList();
  }

  private boolean hasThePerson(Map<String, Object> column) {
    var found = "bytea".equals(column.get("data_type"))
      ? "position(convert_to(:person, 'UTF8') IN \"%s\") > 0"
      : "strpos(\"%s\"::text, :person) > 0";
    return jdbc
      .sql(
        ("SELECT EXISTS (SELECT FROM %s WHERE " + found + ")").formatted(
          column.get("table_name"),
          column.get("column_name")
        )
      )
      .param("person", planted)
      .query(Boolean.class)
      .single();
  }

  private JsonNode figures() {
    return api.as("operator").get("/api/monitoring?processKey=lead-outreach").ok().path("figures");
  }

  private JsonNode verify(String id) {
    var verified = api
      .as("auditor")
      .get("/api/audit/verify?instanceId=" + id)
      .ok();
    assertThat(verified.path("sound").asBoolean()).as(verified.toString()).isTrue();
    return verified;
  }

  private Path evidence(String id) throws IOException {
    return Files.write(
      place.resolve("bundle-" + ++bundles + ".zip"),
      api.as("auditor").bytes("/api/instances/" + id + "/evidence")
    );
  }

  private String verified(Path bundle) throws IOException {
    var keys = Files.write(place.resolve("keys.json"), api.as("auditor").bytes("/api/audit/keys"));
    var out = new ByteArrayOutputStream();
    VerifyEvidence.run(
      List.of(bundle.toString(), "--keys", keys.toString()),
      new PrintStream(out, true, StandardCharsets.UTF_8)
    );
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<JsonNode> items(JsonNode listing) {
    return listing.path("items").valueStream().toList();
  }
}
