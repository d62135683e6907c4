package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.policy.TableText;
import dev.steward.testing.Api;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Agents are changed while the application runs; what runs already goes on as it began. */
class RoleChangesIT extends AgentRunIT {

  private static final String CLERK = "/api/agents/clerk";

  @Test
  void tellsTheNextRunWhatWasStoredAndGoesBack() {
    var before = version(CLERK);
    var asked = new CountDownLatch(1);
    var answer = new CountDownLatch(1);
    var begun = errand("clerk");
    begun.says(conversation -> {
      if (conversation.turn() == 0) {
        asked.countDown();
        pass(answer);
        return begun.call("demo_read", "a");
      }
      return done("well");
    });
    var performed = begun.performAside();
    pass(asked);

    var stored = store("analyst", "clerk", changed(before), before).expect(201);
    answer.countDown();
    assertThat(performed.join()).isNull();
    var next = errand("clerk");
    next.says(done("well")).perform();

    var after = stored.path("version").asText();
    assertThat(version(CLERK)).isEqualTo(after).isNotEqualTo(before);
    assertThat(instructions(begun, 1)).contains("Do the errand and say so.");
    assertThat(instructions(next, 0)).contains("Do the errand and say it twice.");
    assertThat(next.stored().agentVersion()).isEqualTo(after);

    putBack("analyst", "clerk", before, after).expect(200);

    assertThat(version(CLERK)).isEqualTo(before);
    var last = api.as("auditor").get(CLERK).ok().at("/versions/0");
    assertThat(last.path("digest").asText()).isEqualTo(before);
    assertThat(last.path("changedBy").asText()).isEqualTo("analyst");
    assertThat(last.path("comment").asText()).isEqualTo("for a test");
    assertThat(
      jdbc
        .sql(
          "SELECT title FROM audit_entry WHERE type = 'agent.changed' AND actor = 'analyst' ORDER BY id DESC LIMIT 2"
        )
        .query(String.class)
        .list()
    ).containsExactly(
      "Version %.8s of the agent clerk is in force".formatted(before),
      "Version %.8s of the agent clerk is in force".formatted(after)
    );
  }

  @Test
  void namesEverythingThatIsWrongAtItsPlaceAndStoresNothing() {
    var before = version(CLERK);
    var broken = source("clerk", before)
      .replace("model: main", "model: unheard-of")
      .replace("demo.pay]", "demo.pay, no.tool]")
      .replace("modelCalls: 12", "modelCalls: -1")
      .replace("{type: object, required", "{type: thing, required");

    var refused = store("analyst", "clerk", broken, before).expect(422);
    var tried = tryOut("analyst", "clerk", broken, before);

    assertThat(refused.path("code").asText()).isEqualTo("agent-refused");
    assertThat(refused.path("findings"))
      .extracting(
        finding -> finding.path("path").asText() + " in line " + finding.path("line").asInt()
      )
      .containsExactly(
        "/model in line 3",
        "/tools/5 in line 5",
        "/limits/modelCalls in line 6",
        "/output in line 7"
      );
    assertThat(tried.path("accepted").asBoolean()).isFalse();
    assertThat(tried.path("findings")).isEqualTo(refused.path("findings"));
    assertThat(version(CLERK)).isEqualTo(before);
  }

  @Test
  void refusesTextThatCannotBeReadOrDefinesAnother() {
    var before = version(CLERK);

    for (var text : new String[] {
      "name: [",
      "- a\n- b",
      "name: clerk\nname: clerk",
      "nonsense: true",
      "responsibility: \"a\\0b\"",
      "a: &a [*a]",
      source("clerk", before).replace("name: clerk", "name: another"),
    }) {
      assertThat(store("analyst", "clerk", text, before).expect(422).path("findings"))
        .as(text)
        .isNotEmpty();
    }
    assertThat(version(CLERK)).isEqualTo(before);
  }

  @Test
  void onlyTriesWhatIsNotMeantToCount() {
    var before = version(CLERK);

    var tried = tryOut("analyst", "clerk", changed(before), before);

    assertThat(tried.path("accepted").asBoolean()).isTrue();
    assertThat(tried.path("changed").asBoolean()).isTrue();
    assertThat(version(CLERK)).isEqualTo(before);
  }

  @Test
  void refusesAChangeOfWhatSomebodyElseHasChangedMeanwhile() {
    var before = version(CLERK);
    var after = store("analyst", "clerk", changed(before), before).expect(201).path("version");

    var refused = store("operator", "clerk", changed(before) + "# mine\n", before);

    assertThat(refused.expect(409).path("code").asText()).isEqualTo("changed-meanwhile");
    assertThat(refused.json().path("detail").asText()).contains("analyst");
    putBack("operator", "clerk", before, after.asText()).expect(200);
  }

  @Test
  void letsOnlyOperatorsTouchWhatActsAsARole() {
    var name = fresh();
    var ofADesk = role(name, "role:sales-desk");
    var ofItsStarter = role(name, "initiator");

    assertThat(store("analyst", name, ofADesk, null).expect(403).path("code").asText()).isEqualTo(
      "not-allowed"
    );
    var first = store("operator", name, ofADesk, null).expect(201).path("version").asText();
    store("analyst", name, ofADesk + "# no more than this\n", first).expect(403);
    store("analyst", name, ofItsStarter, first).expect(403);
    retire("analyst", name, first).expect(403);
    assertThat(
      api
        .as("analyst")
        .get("/api/agents/" + name)
        .ok()
        .path("restriction")
        .asText()
    ).contains("role:sales-desk");

    var second = store("operator", name, ofItsStarter, first).expect(201).path("version").asText();
    assertThat(
      api
        .as("analyst")
        .get("/api/agents/" + name)
        .ok()
        .path("restriction")
        .isNull()
    ).isTrue();
    // The way back leads to the role's permissions again.
    putBack("analyst", name, first, second).expect(403);
    retire("operator", name, second).expect(204);
  }

  @Test
  void letsOnlyOperatorsTouchWhatARowOfATableIsAbout() {
    var name = fresh();
    var first = store("analyst", name, role(name, "initiator"), null)
      .expect(201)
      .path("version")
      .asText();
    var table = api
      .as("operator")
      .post(
        "/api/policies",
        Map.of(
          "table",
          TableText.ofOneRule(
            "trusted-agent",
            "trusts-one-agent",
            "agent",
            "string",
            List.of("verdict", "reason")
          ).formatted("\"" + name + "\"", "\"allow\"", "\"for a test\""),
          "mode",
          "enforced",
          "reason",
          "for a test"
        )
      )
      .expect(201)
      .at("/items/0/version")
      .asInt();

    store("analyst", name, role(name, "initiator") + "# more\n", first).expect(403);

    api
      .as("operator")
      .put(
        "/api/policies/trusted-agent/%d/mode".formatted(table),
        Map.of("mode", "retired", "reason", "for a test")
      )
      .expect(200);
    retire("analyst", name, first).expect(204);
  }

  @Test
  void makesAndRetiresAnAgentButNoneThatADiagramUses() {
    var name = fresh();
    var path = "/api/agents/" + name;

    var version = store("analyst", name, role(name, "initiator"), null)
      .expect(201)
      .path("version")
      .asText();
    assertThat(version(path)).isEqualTo(version);
    retire("analyst", name, version).expect(204);
    api.as("analyst").get(path).expect(404);
    putBack("analyst", name, version, null).expect(200);
    assertThat(version(path)).isEqualTo(version);
    retire("analyst", name, version).expect(204);

    var inUse = retire("operator", "clerk", version(CLERK)).expect(409);
    assertThat(inUse.path("code").asText()).isEqualTo("agent-in-use");
    assertThat(inUse.path("detail").asText()).contains("version 1");
  }

  @Test
  void tellsWhichDiagramsAnotherVersionWouldNotFit() {
    var before = version(CLERK);
    var forOwners = source("clerk", before).replace(
      "responsibility:",
      "represents: task-owner\nresponsibility:"
    );

    var tried = tryOut("analyst", "clerk", forOwners, before);

    assertThat(tried.path("accepted").asBoolean()).isTrue();
    assertThat(tried.path("findings"))
      .extracting(finding -> finding.path("severity").asText())
      .isNotEmpty()
      .containsOnly("warning");
    assertThat(tried.at("/findings/0/message").asText()).contains("the field 'owner'");
  }

  @Test
  void isForAnalystsAndOperators() {
    var before = version(CLERK);
    for (var person : new String[] { "approver", "auditor", "app" }) {
      store(person, "clerk", changed(before), before).expect(403);
      putBack(person, "clerk", before, before).expect(403);
      retire(person, "clerk", before).expect(403);
    }
    assertThat(
      api
        .as("app")
        .get(CLERK + "/versions/" + before)
        .ok()
        .at("/role/instructions")
        .asText()
    ).isEqualTo("Do the errand and say so.");
    api
      .as("app")
      .get(CLERK + "/versions/none")
      .expect(404);
  }

  private String version(String path) {
    return api.as("auditor").get(path).ok().path("version").asText();
  }

  private String source(String name, String version) {
    return api
      .as("auditor")
      .get("/api/agents/%s/versions/%s".formatted(name, version))
      .ok()
      .path("source")
      .asText();
  }

  private String changed(String version) {
    return source("clerk", version).replace("and say so.", "and say it twice.");
  }

  private Api.Answer store(String person, String name, String source, @Nullable String basedOn) {
    return api.as(person).post("/api/agents/%s/versions".formatted(name), request(source, basedOn));
  }

  private JsonNode tryOut(String person, String name, String source, @Nullable String basedOn) {
    return api
      .as(person)
      .post("/api/agents/%s/versions?dryRun=true".formatted(name), request(source, basedOn))
      .expect(200);
  }

  private Api.Answer putBack(String person, String name, String version, @Nullable String basedOn) {
    var request = new HashMap<String, @Nullable Object>(
      Map.of("version", version, "comment", "for a test")
    );
    request.put("basedOn", basedOn);
    return api.as(person).put("/api/agents/%s/version".formatted(name), request);
  }

  private Api.Answer retire(String person, String name, String basedOn) {
    return api.as(person).delete("/api/agents/%s?basedOn=%s&comment=test".formatted(name, basedOn));
  }

  private static Map<String, @Nullable Object> request(String source, @Nullable String basedOn) {
    var request = new HashMap<String, @Nullable Object>(
      Map.of("source", source, "comment", "for a test")
    );
    request.put("basedOn", basedOn);
    return request;
  }

  private static String fresh() {
    return "agent-" + UUID.randomUUID();
  }

  private static String role(String name, String represents) {
    return """
    name: %s
    responsibility: Runs errands.
    represents: %s
    model: main
    instructions: Do the errand and say so.
    tools: [demo.read]
    output: {type: object, required: [done], properties: {done: {type: string}}}
    """.formatted(name, represents);
  }

  private static String instructions(Errand errand, int request) {
    return errand.requests().get(request).messages("system").getFirst().path("content").asText();
  }
}
