package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditLog;
import dev.steward.audit.RecordedEntry;
import dev.steward.model.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent never does more than whom it represents, and where a diagram says so, less. */
class MandatesIT extends AgentRunIT {

  @ParameterizedTest
  @CsvSource({
    "app, demo.note succeeded",
    "auditor, demo_note refused",
    "nobody, demo_note refused",
  })
  void doesWhatTheInitiatorMayDo(String initiator, String outcome) {
    var errand = errand("clerk", initiator);
    errand.says(errand.call("demo_note", "a"), done("well"));

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.callsInShort()).containsExactly("1.0 " + outcome);
    assertThat(errand.requests().getFirst().tools().contains("demo_note")).isEqualTo(
      initiator.equals("app")
    );
  }

  @Test
  void doesWhatTheRoleMayDoThatItRepresents() {
    var errand = errand("desk");
    errand.says(errand.call("demo_note", "a"), done("well"));

    errand.perform();

    errand.assertDone("well");
    // What it may not use it does not even know by name.
    assertThat(errand.callsInShort()).containsExactly("1.0 demo_note refused");
    assertThat(errand.requests().getFirst().tools()).containsExactly("demo_errand-process");
    assertThat(EFFECTS.applied(errand.name())).isEmpty();
    assertThat(
      jdbc
        .sql(
          "SELECT DISTINCT on_behalf_of FROM audit_entry WHERE instance_id = :instance AND type LIKE 'tool.%'"
        )
        .param("instance", errand.instance())
        .query(String.class)
        .list()
    ).containsExactly("role:sales-desk");
  }

  @ParameterizedTest
  @CsvSource({ "operator, 1", "auditor, 0" })
  void doesWhatThePersonMayDoWhoCompletedTheTask(String person, int effects) {
    var errand = prepared("owned-errand");

    var look = awaitTask(errand);
    api
      .as(person)
      .post("/api/tasks/" + look.path("id").asText() + "/complete", Map.of("variables", Map.of()))
      .expect(204);

    awaitEnd(errand);
    assertThat(EFFECTS.applied(errand.name())).hasSize(effects);
  }

  @Test
  void lendsAProcessNoMoreThanItHasItself() {
    var inner = "errand-" + UUID.randomUUID();
    script(inner, Reply.call("demo_note", Map.of("errand", inner, "item", "a")), done("without"));
    var errand = errand("desk");
    errand.says(
      Reply.call("demo_errand-process", Map.of("errand", inner, "item", "x")),
      done("well")
    );

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.errand-process succeeded");
    assertThat(EFFECTS.applied(inner)).isEmpty();
    assertThat(
      trail
        .find(new AuditLog.Filter(null, "tool.decided", null, null, null), null, 100)
        .stream()
        .map(RecordedEntry::entry)
        .filter(
          entry ->
            entry.detail().get("arguments") instanceof Map<?, ?> arguments &&
            inner.equals(arguments.get("errand"))
        )
        .map(AuditEntry::title)
    ).contains("demo_note was refused");
  }

  @Test
  void asksAboutEveryWriteWhereTheDiagramLeavesLittleToTheAgent() {
    var errand = prepared("cautious-errand");

    var review = awaitTask(errand);

    assertThat(review.path("groups").toString()).isEqualTo("[\"operations\"]");
    assertThat(EFFECTS.applied(errand.name())).isEmpty();
    api
      .as("operator")
      .post("/api/tasks/" + review.path("id").asText() + "/decision", Map.of("decision", "approve"))
      .expect(204);
    awaitEnd(errand);
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a");
  }

  @Test
  void samplesWritesWhereTheDiagramSaysSo() {
    var errand = prepared("sampled-errand");

    awaitEnd(errand);

    assertThat(states(errand)).containsExactly("sampled");
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a");
  }

  @ParameterizedTest
  @CsvSource({ "own,     allowed", "second,  allowed", "foreign, refused", "unnamed, refused" })
  void touchesOnlyTheRecordsThatTheTaskIsAbout(String record, String ruling) {
    var name = "errand-" + UUID.randomUUID();
    var target = Map.of("own", name, "second", "second of " + name, "foreign", "foreign");
    script(
      name,
      Reply.call("demo_note", Map.of("errand", target.getOrDefault(record, ""), "item", "a")),
      done("well")
    );
    var begun = begun(
      "confined-errand",
      name,
      Map.of("errand", name, "others", List.of(target.get("second"), "third"))
    );

    awaitEnd(begun);

    assertThat(states(begun)).containsExactly(ruling);
    assertThat(
      target
        .values()
        .stream()
        .flatMap(errand -> EFFECTS.applied(errand).stream())
    ).hasSize(ruling.equals("allowed") ? 1 : 0);
  }

  @Test
  void refusesWhatWasApprovedForSomebodyWhoMayNoLongerDoIt() throws IOException {
    var errand = started("errand", "app", begun ->
      begun.says(begun.call("demo_pay", "a"), done("without"))
    );
    var review = errand.awaitTask("tool-review");
    var people = Files.readString(PEOPLE);

    try {
      Files.writeString(PEOPLE, people.replaceAll("(?s)(- name: app\n.*?)crm:write, ", "$1"));
      errand.decide("approver", review, Map.of("decision", "approve")).expect(204);
      errand.awaitPassed("run-errand");
    } finally {
      Files.writeString(PEOPLE, people);
    }

    assertThat(errand.callsInShort()).containsExactly("1.0 demo.pay refused");
    assertThat(errand.calls().getFirst().result().at("/error/code").asText()).isEqualTo(
      "permission-missing"
    );
    assertThat(errand.audited("tool.decided")).containsExactly("needs-review", "refused");
    assertThat(EFFECTS.received(errand.name(), "pay")).isEmpty();
  }

  @Test
  void choosesNoArgumentThatTheDiagramFixes() {
    var begun = termed("a", "b", "a");

    assertThat(states(begun)).containsExactly("refused", "allowed");
    assertThat(EFFECTS.applied(begun.name())).containsExactly("note a");
  }

  @Test
  void callsNoMoreOftenThanTheDiagramSays() {
    var begun = termed("a", "b", "a", "a", "a");

    assertThat(states(begun)).containsExactly("refused", "allowed", "allowed", "refused");
    assertThat(EFFECTS.applied(begun.name())).containsExactly("note a", "note a");
  }

  @Test
  void countsCallsOfOneTurnAlso() {
    var name = "errand-" + UUID.randomUUID();
    var note = Reply.call("demo_note", Map.of("errand", name, "item", "a"));
    script(name, note.and(note).and(note), done("well"));
    var begun = begun("termed-errand", name, Map.of("errand", name, "item", "a"));

    awaitEnd(begun);

    assertThat(EFFECTS.applied(begun.name())).containsExactly("note a", "note a");
  }

  @Test
  void leavesOutAnArgumentThatTheDiagramFixesToNothing() {
    var name = "errand-" + UUID.randomUUID();
    script(name, Reply.call("demo_note", Map.of("errand", name, "item", "a")), done("well"));
    var begun = begun("termed-errand", name, Map.of("errand", name));

    awaitEnd(begun);

    assertThat(states(begun)).containsExactly("refused");
  }

  /** @param items the one that the diagram fixes, and then those that the agent asks for, one a turn */
  private Begun termed(String item, String... items) {
    var name = "errand-" + UUID.randomUUID();
    script(
      name,
      Stream.concat(
        Stream.of(items).map(asked ->
          Reply.call("demo_note", Map.of("errand", name, "item", asked))
        ),
        Stream.of(done("well"))
      ).toArray(Reply[]::new)
    );
    var begun = begun("termed-errand", name, Map.of("errand", name, "item", item));
    awaitEnd(begun);
    return begun;
  }

  private record Begun(String name, String instance) {}

  private Begun prepared(String process) {
    var name = "errand-" + UUID.randomUUID();
    script(name, Reply.call("demo_note", Map.of("errand", name, "item", "a")), done("well"));
    return begun(process, name, Map.of("errand", name));
  }

  private Begun begun(String process, String name, Map<String, Object> variables) {
    var instance = api
      .as("app")
      .post("/api/processes/" + process + "/instances", Map.of("variables", variables))
      .expect(201)
      .path("id")
      .asText();
    return new Begun(name, instance);
  }

  private JsonNode awaitTask(Begun errand) {
    return await()
      .atMost(PATIENCE)
      .until(
        () ->
          items(api.as("operator").get("/api/tasks?scope=all&sort=newest").ok())
            .stream()
            .filter(open -> open.path("instanceId").asText().equals(errand.instance()))
            .findFirst(),
        found -> found.isPresent()
      )
      .orElseThrow();
  }

  private void awaitEnd(Begun errand) {
    await()
      .atMost(PATIENCE)
      .until(() ->
        api
          .as("operator")
          .get("/api/instances/" + errand.instance())
          .ok()
          .path("state")
          .asText()
          .equals("completed")
      );
  }

  private List<String> states(Begun errand) {
    return jdbc
      .sql(
        "SELECT state FROM audit_entry WHERE instance_id = :instance AND type = 'tool.decided' ORDER BY id"
      )
      .param("instance", errand.instance())
      .query(String.class)
      .list();
  }
}
