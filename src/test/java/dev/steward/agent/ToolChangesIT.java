package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.testing.Api;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contracts are changed while the application runs, and calls are bound to the version they were made or asked for under. */
class ToolChangesIT extends AgentRunIT {

  private static final String NOTE = "demo.note";
  private static final String SHIP = "demo.ship";
  private static final String LOOKUP = "demo.find-shipment";
  private static final String PAY = "demo.pay";

  private final Map<String, String> before = new HashMap<>();

  @BeforeEach
  void rememberWhatIsInForce() {
    for (var tool : new String[] { NOTE, SHIP, LOOKUP, PAY }) {
      before.put(tool, version(tool));
    }
  }

  @AfterEach
  void goBack() {
    before.forEach((tool, version) -> {
      var now = version(tool);
      if (!now.equals(version)) {
        putBack(tool, version, now).expect(200);
      }
    });
  }

  @Test
  void holdsTheNextCallToWhatWasStoredAndGoesBack() {
    var stricter = source(NOTE).replace("class: write", "class: forbidden");

    var stored = store("operator", NOTE, stricter).expect(201).path("version").asText();

    assertThat(version(NOTE)).isEqualTo(stored);
    assertThat(outcome()).endsWith("refused");

    putBack(NOTE, before(NOTE), stored).expect(200);

    assertThat(outcome()).isEqualTo("1.0 demo.note succeeded");
    var last = api.as("auditor").get("/api/tools/demo.note").ok().at("/versions/0");
    assertThat(last.path("digest").asText()).isEqualTo(before(NOTE));
    assertThat(last.path("changedBy").asText()).isEqualTo("operator");
    assertThat(
      jdbc
        .sql(
          "SELECT title FROM audit_entry WHERE type = 'tool.changed' AND actor = 'operator' ORDER BY id DESC LIMIT 1"
        )
        .query(String.class)
        .single()
    ).isEqualTo("Version %.8s of the tool demo.note is in force".formatted(before(NOTE)));
  }

  @Test
  void doesNotMakeACallThatWasApprovedUnderAnotherVersion() {
    var errand = started("errand", "app", begun ->
      begun.says(begun.call("demo_pay", "a"), done("well"))
    );
    var review = errand.awaitTask("tool-review");

    store(
      "operator",
      PAY,
      source(PAY).replace("Pays for an item", "Pays twice for an item")
    ).expect(201);
    errand.decide("approver", review, Map.of("decision", "approve")).expect(204);

    errand.awaitPassed("errand-run");
    assertThat(EFFECTS.applied(errand.name())).isEmpty();
    assertThat(errand.calls().getFirst().result().at("/error/code").asText()).isEqualTo(
      "approval-void"
    );
  }

  @Test
  void keepsTheContractThatACallWasMadeUnder() {
    var errand = errand("clerk");
    errand.says(conversation -> {
      if (conversation.turn() == 0) {
        return errand.call("demo_note", "a");
      }
      return done("well");
    });
    errand.perform();

    var version = jdbc
      .sql("SELECT tool_version FROM tool_call WHERE work_id = :run")
      .param("run", errand.run())
      .query(String.class)
      .single();
    var stored = store("operator", NOTE, source(NOTE) + "# another\n")
      .expect(201)
      .path("version");

    assertThat(version).isEqualTo(before(NOTE)).isNotEqualTo(stored.asText());
    assertThat(
      api
        .as("auditor")
        .get("/api/tools/demo.note/versions/" + version)
        .ok()
        .at("/contract/class")
        .asText()
    ).isEqualTo("write");
  }

  @Test
  void refusesWhatOthersReferToAndWhatDoesNotFitAtItsLine() {
    var refused = store(
      "operator",
      LOOKUP,
      source(LOOKUP)
        .replace("effect: read", "effect: idempotent")
        .replace("class: read", "class: write")
    ).expect(422);

    assertThat(refused.path("code").asText()).isEqualTo("tool-refused");
    assertThat(refused.at("/findings/0/message").asText()).contains(
      "demo.ship.yaml could not be used any more",
      "looking something up must have the effect read"
    );

    var broken = store(
      "operator",
      SHIP,
      source(SHIP)
        .replace("lookup: demo.find-shipment", "lookup: no.such")
        .replace("timeout: 1s", "timeout: soon")
    ).expect(422);
    assertThat(broken.path("findings"))
      .extracting(finding -> finding.path("path").asText())
      .contains("/timeout");
    assertThat(broken.at("/findings/0/line").asInt()).isPositive();
    assertThat(version(SHIP)).isEqualTo(before(SHIP));
    assertThat(version(LOOKUP)).isEqualTo(before(LOOKUP));
  }

  @Test
  void closesTheCircuitOfATargetThatIsNoLongerTheSame() {
    var limited = source(NOTE).replace("calls: 1000", "calls: 2");
    var stored = store("operator", NOTE, limited).expect(201).path("version").asText();

    var moved = limited.replace("${test.effects}/note", "http://127.0.0.1:1/note");
    var away = store("operator", NOTE, moved, stored).expect(201).path("version").asText();
    await()
      .atMost(PATIENCE)
      .until(() -> {
        var errand = errand("clerk");
        errand.says(errand.call("demo_note", "a"), done("well")).perform();
        return circuit().equals("open");
      });

    putBack(NOTE, stored, away).expect(200);

    assertThat(circuit()).isEqualTo("closed");
    assertThat(outcome()).isEqualTo("1.0 demo.note succeeded");
  }

  @Test
  void isForOperatorsAndRefusesWhatChangedMeanwhile() {
    var text = source(NOTE) + "# another\n";
    for (var person : new String[] { "analyst", "approver", "auditor", "app" }) {
      store(person, NOTE, text).expect(403);
    }
    assertThat(
      store("operator", NOTE, text, "no-version").expect(409).path("code").asText()
    ).isEqualTo("changed-meanwhile");
    assertThat(version(NOTE)).isEqualTo(before(NOTE));
  }

  private String before(String tool) {
    return Objects.requireNonNull(before.get(tool));
  }

  private String outcome() {
    var errand = errand("clerk");
    errand.says(errand.call("demo_note", "a"), done("well")).perform();
    return errand.callsInShort().getFirst();
  }

  private String circuit() {
    return api
      .as("operator")
      .get("/api/tools/demo.note")
      .ok()
      .at("/environments/0/circuit")
      .asText();
  }

  private String version(String tool) {
    return api
      .as("auditor")
      .get("/api/tools/" + tool)
      .ok()
      .path("version")
      .asText();
  }

  private String source(String tool) {
    return read(tool, version(tool)).path("source").asText();
  }

  private JsonNode read(String tool, String version) {
    return api.as("app").get("/api/tools/%s/versions/%s".formatted(tool, version)).ok();
  }

  private Api.Answer store(String person, String tool, String source) {
    return store(person, tool, source, before(tool));
  }

  private Api.Answer store(String person, String tool, String source, String basedOn) {
    return api
      .as(person)
      .post(
        "/api/tools/%s/versions".formatted(tool),
        Map.of("source", source, "comment", "for a test", "basedOn", basedOn)
      );
  }

  private Api.Answer putBack(String tool, String version, @Nullable String basedOn) {
    return api
      .as("operator")
      .put(
        "/api/tools/%s/version".formatted(tool),
        Map.of("version", version, "comment", "for a test", "basedOn", String.valueOf(basedOn))
      );
  }
}
