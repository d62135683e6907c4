package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.policy.TableText;
import dev.steward.testing.Api;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call that two people of a group must approve, as the table says: of operations, and within an hour. */
class QuorumIT extends AgentRunIT {

  private static final String KEY = "test-quorum";

  private int version;

  @BeforeEach
  void askTwoPeopleAboutEachNote() {
    var table = TableText.ofOneRule(
      KEY,
      "two-of-operations",
      "agent",
      "string",
      List.of("verdict", "reviewers", "quorum", "due", "escalation")
    ).formatted(
      "\"thrifty\"",
      "\"review\"",
      "\"operations\"",
      2,
      "\"PT1H\"",
      "\"finance-approvers\""
    );
    version = api
      .as("operator")
      .post("/api/policies", Map.of("table", table, "mode", "enforced", "reason", "A test"))
      .expect(201)
      .at("/items/0/version")
      .asInt();
  }

  @AfterEach
  void goBack() {
    api
      .as("operator")
      .put(
        "/api/policies/%s/%d/mode".formatted(KEY, version),
        Map.of("mode", "retired", "reason", "The test is over")
      )
      .expect(200);
  }

  @Test
  void runsWhatTwoPeopleHaveApproved() {
    var errand = noting();
    var open = errand.awaitTask("tool-review");
    assertThat(open.at("/review/quorum").asInt()).isEqualTo(2);
    assertThat(open.path("dueAt").asText()).isLessThan(
      clock.instant().plusSeconds(3_700).toString()
    );

    errand.decide("operator", open, Map.of("decision", "approve")).expect(204);

    var seen = seen(errand);
    assertThat(seen.path("assignee").isNull()).isTrue();
    assertThat(seen.at("/review/approvals/0/by").asText()).isEqualTo("operator");
    assertThat(EFFECTS.applied(errand.name())).isEmpty();
    var again = errand.decide("operator", open, Map.of("decision", "approve"));
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("already-approved");
    errand.decide("second", open, Map.of("decision", "approve", "comment", "Fine")).expect(204);

    errand.awaitPassed("run-errand");
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a");
    assertThat(errand.audited("review.approved-by-one")).containsExactly("open");
    assertThat(errand.audited("review.decided")).containsExactly("approved");
    assertThat(
      jdbc
        .sql(
          "SELECT detail ->> 'approvals' FROM audit_entry WHERE instance_id = :instance AND type = 'review.decided'"
        )
        .param("instance", errand.instance())
        .query(String.class)
        .single()
    ).isEqualTo("[\"operator\", \"second\"]");
  }

  @Test
  void needsEverybodyAgainOnceSomebodyHasChangedTheArguments() {
    var errand = noting();
    var open = errand.awaitTask("tool-review");
    errand.decide("operator", open, Map.of("decision", "approve")).expect(204);

    errand
      .decide(
        "second",
        open,
        Map.of("decision", "edit", "arguments", Map.of("errand", errand.name(), "item", "b"))
      )
      .expect(204);

    var seen = seen(errand);
    assertThat(seen.at("/review/changed").asBoolean()).isTrue();
    assertThat(seen.at("/review/arguments/item").asText()).isEqualTo("b");
    assertThat(seen.at("/review/approvals")).hasSize(1);
    for (var unseen : Stream.of(
      Map.of("decision", "approve"),
      Map.of("decision", "approve", "digest", open.at("/review/digest").asText())
    ).toList()) {
      var refused = errand.decide("operator", open, unseen);
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.code()).isEqualTo("arguments-changed");
    }
    errand
      .decide(
        "operator",
        open,
        Map.of("decision", "approve", "digest", seen.at("/review/digest").asText())
      )
      .expect(204);

    errand.awaitPassed("run-errand");
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note b");
    assertThat(errand.audited("review.decided")).containsExactly("edited");
  }

  @Test
  void rejectsWhatOneOfThemRejects() {
    var errand = noting();
    var open = errand.awaitTask("tool-review");
    errand.decide("operator", open, Map.of("decision", "approve")).expect(204);

    errand.decide("second", open, Map.of("decision", "reject", "comment", "No")).expect(204);

    errand.awaitPassed("run-errand");
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.note refused");
    assertThat(EFFECTS.applied(errand.name())).isEmpty();
  }

  @Test
  void countsNobodyWhoCouldNotDecideAlone() {
    var errand = noting();
    var open = errand.awaitTask("tool-review");

    errand.decide("approver", open, Map.of("decision", "approve")).expect(404);
    errand.decide("app", open, Map.of("decision", "approve")).expect(404);

    assertThat(seen(errand).at("/review/approvals")).isEmpty();
  }

  @Test
  void leavesItToWhoeverTakesItOver() {
    var errand = noting();
    var open = errand.awaitTask("tool-review");

    errand
      .decide("second", open, Map.of("decision", "take-over", "comment", "I call them"))
      .expect(204);

    errand.awaitPassed("run-errand");
    assertThat(errand.calls().getFirst().result().at("/error/message").asText()).isEqualTo(
      "second does this by hand, so do not ask for it again: I call them"
    );
    assertThat(errand.audited("review.decided")).containsExactly("taken_over");
    assertThat(EFFECTS.applied(errand.name())).isEmpty();
  }

  @Test
  void takesOneOfTwoDecisionsThatMeetAndTellsTheOther() throws Exception {
    var errand = started("cautious-errand", "app", begun ->
      begun.says(begun.call("demo_note", "a"), done("well"))
    );
    var open = errand.awaitTask("tool-review");

    List<Api.Answer> answers;
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      var both = people.invokeAll(
        List.<Callable<Api.Answer>>of(
          () -> errand.decide("operator", open, Map.of("decision", "approve")),
          () -> errand.decide("second", open, Map.of("decision", "reject", "comment", "No"))
        )
      );
      answers = List.of(both.getFirst().get(), both.getLast().get());
    }

    assertThat(answers).extracting(Api.Answer::status).containsExactlyInAnyOrder(204, 409);
    assertThat(answers)
      .filteredOn(answer -> answer.status() == 409)
      .extracting(Api.Answer::code)
      .containsExactly("task-already-completed");
    errand.awaitPassed("run-errand");
    assertThat(errand.audited("review.decided")).containsExactly(
      answers.getFirst().status() == 204 ? "approved" : "rejected"
    );
    assertThat(EFFECTS.applied(errand.name())).hasSize(answers.getFirst().status() == 204 ? 1 : 0);
  }

  @Test
  void asksAnotherGroupTooOnceItIsOverdue() {
    var errand = noting();
    var open = errand.awaitTask("tool-review");
    errand.decide("approver", open, Map.of("decision", "approve")).expect(404);

    clock.advance(Duration.ofMinutes(61));

    await()
      .atMost(PATIENCE)
      .until(() -> seen(errand).path("groups").toString().contains("finance-approvers"));
    assertThat(EFFECTS.applied(errand.name())).isEmpty();
    assertThat(seen(errand).at("/review/approvals")).isEmpty();
    errand.decide("approver", open, Map.of("decision", "approve")).expect(204);
    errand.decide("operator", open, Map.of("decision", "approve")).expect(204);
    errand.awaitPassed("run-errand");
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a");
    assertThat(errand.audited("task.escalated")).hasSize(1);
  }

  @Test
  void comesBackFromWhoeverWasAskedToPrepareIt() {
    var errand = noting();
    var open = errand.awaitTask("tool-review");
    var path = "/api/tasks/" + open.path("id").asText();
    api
      .as("operator")
      .post(path + "/claim", Map.of())
      .expect(200);
    api
      .as("operator")
      .post(path + "/delegate", Map.of("to", "second", "comment", "Is this the right item?"))
      .expect(204);

    var early = errand.decide("second", open, Map.of("decision", "reject", "comment", "No"));

    assertThat(early.code()).isEqualTo("task-delegated");
    api
      .as("second")
      .post(path + "/resolve", Map.of("comment", "It is"))
      .expect(204);
    errand.decide("operator", open, Map.of("decision", "reject", "comment", "No")).expect(204);
    errand.awaitPassed("run-errand");
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.note refused");
  }

  @Test
  void decidesOnSeveralEachByItself() {
    var first = noting();
    var second = noting();
    var unseen = noting();
    var digest = second.awaitTask("tool-review").at("/review/digest").asText();
    var tasks = List.of(
      Map.of("id", first.awaitTask("tool-review").path("id").asText(), "digest", digest),
      Map.of("id", second.awaitTask("tool-review").path("id").asText(), "digest", digest),
      Map.of("id", unseen.awaitTask("tool-review").path("id").asText()),
      Map.of("id", "nothing", "digest", digest)
    );

    var results = items(
      api
        .as("operator")
        .post("/api/tasks/decisions", Map.of("decision", "approve", "tasks", tasks))
        .expect(200)
    );

    assertThat(results)
      .extracting(result -> result.path("status").asInt() + " " + result.path("code").asText())
      .containsExactly(
        "409 arguments-changed",
        "204 null",
        "422 validation-failed",
        "404 task-not-found"
      );
    assertThat(seen(second).at("/review/approvals")).hasSize(1);
    assertThat(seen(first).at("/review/approvals")).isEmpty();
    assertThat(
      api
        .as("operator")
        .post("/api/tasks/decisions", Map.of("decision", "edit", "tasks", tasks))
        .status()
    ).isEqualTo(422);
    for (var errand : List.of(first, second, unseen)) {
      errand
        .decide("operator", seen(errand), Map.of("decision", "reject", "comment", "Over"))
        .expect(204);
    }
  }

  private Errand noting() {
    return started("thrifty-errand", "app", begun ->
      begun.says(begun.call("demo_note", "a"), done("well"))
    );
  }

  private static JsonNode seen(Errand errand) {
    return errand.awaitTask("tool-review");
  }
}
