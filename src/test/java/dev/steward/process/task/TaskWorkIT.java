package dev.steward.process.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.problem.ProblemException;
import dev.steward.testing.Api;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.flowable.common.engine.impl.identity.Authentication;
import org.flowable.task.api.Task;
import org.junit.jupiter.api.Test;

/** Claim, reassign, delegate, complete: by whom, and what is refused. */
class TaskWorkIT extends TaskIT {

  @Test
  void letsOneOfTwoPeopleClaimATaskAndTellsTheOther() throws Exception {
    var task = paper("claim-race");

    var answers = atOnce(List.of(() -> claim(task, "paula"), () -> claim(task, "petra")));

    answers.sort(Comparator.comparing(Api.Answer::status));
    answers.getFirst().expect(200);
    assertProblem(answers.getLast(), 409, "task-already-claimed");
    assertThat(recorded(task, "task.claimed")).hasSize(1);
  }

  @Test
  void letsOneOfTwoPeopleCompleteATaskAndTellsTheOther() throws Exception {
    var task = paper("complete-race");

    var answers = atOnce(List.of(() -> complete(task, "paula"), () -> complete(task, "petra")));

    answers.sort(Comparator.comparing(Api.Answer::status));
    answers.getFirst().expect(204);
    assertProblem(answers.getLast(), 409, "task-already-completed");
    assertThat(recorded(task, "task.completed")).hasSize(1);
  }

  @Test
  void losesNothingOfTwoHundredCompletionsAtOnce() throws Exception {
    var instance = start("many", "many", "app", Map.of());
    List<Callable<Api.Answer>> completions = new ArrayList<>();
    for (Task task : service.createTaskQuery().processInstanceId(instance).list()) {
      completions.add(() -> as("paula").post(path(task.getId(), "/complete"), Map.of()));
    }
    assertThat(completions).hasSize(Papers.MANY_TASKS);

    assertThat(atOnce(completions)).allMatch(answer -> answer.status() == 204);

    assertThat(
      as("app")
        .get("/api/instances/" + instance)
        .expect(200)
        .path("state")
        .asText()
    ).isEqualTo("completed");
    assertThat(
      jdbc
        .sql(
          "SELECT count(*) FROM audit_entry WHERE type = 'task.completed' AND instance_id = :instance"
        )
        .param("instance", instance)
        .query(Integer.class)
        .single()
    ).isEqualTo(Papers.MANY_TASKS);
  }

  @Test
  void showsATaskOfOthersToNobodyElse() {
    var task = paper("hidden");

    for (var more : List.of("", "/form", "/comments", "/draft")) {
      assertProblem(as("ines").get(path(task, more)), 404, "task-not-found");
    }
    for (var more : List.of("/claim", "/unclaim")) {
      assertProblem(as("ines").post(path(task, more)), 404, "task-not-found");
    }
    for (var more : List.of("/reassign", "/delegate", "/resolve", "/complete", "/comments")) {
      assertProblem(
        as("ines").post(path(task, more), Map.of("to", "ines", "comment", "Hello")),
        404,
        "task-not-found"
      );
    }
    assertProblem(as("ines").put(path(task, "/draft"), answers()), 404, "task-not-found");
    assertProblem(as("ines").delete(path(task, "/draft")), 404, "task-not-found");
  }

  @Test
  void letsOperatorsAndAuditorsLookWithoutWorking() {
    var task = paper("only-look");

    for (var person : List.of("operator", "auditor")) {
      as(person).get(path(task, "")).expect(200);
      assertProblem(claim(task, person), 403, "not-allowed");
      assertProblem(complete(task, person), 403, "not-allowed");
      assertProblem(as(person).put(path(task, "/draft"), answers()), 403, "not-allowed");
    }
    assertProblem(
      as("auditor").post(path(task, "/reassign"), Map.of("to", "paula")),
      403,
      "not-allowed"
    );
  }

  @Test
  void reassignsOnlyToPeopleWhoMayDoIt() {
    var task = paper("reassign");
    assertProblem(
      as("paula").post(path(task, "/reassign"), Map.of("to", "petra")),
      403,
      "not-allowed"
    );
    claim(task, "paula").expect(200);
    for (var wrong : List.of("ines", "nobody", "role:sales-desk")) {
      var answer = as("paula").post(path(task, "/reassign"), Map.of("to", wrong));
      assertProblem(answer, 422, "validation-failed");
      assertThat(answer.json().at("/errors/0/path").asText()).isEqualTo("/to");
    }

    as("paula").post(path(task, "/reassign"), Map.of("to", "petra")).expect(204);
    assertThat(view(task).path("assignee").asText()).isEqualTo("petra");
    assertProblem(complete(task, "paula"), 403, "not-allowed");
    as("operator").post(path(task, "/reassign"), Map.of("to", "paula")).expect(204);

    complete(task, "paula").expect(204);
    assertThat(recorded(task, "task.reassigned"))
      .extracting(row -> row.get("actor"))
      .containsExactly("paula", "operator");
  }

  @Test
  void givesATaskBackToItsGroups() {
    var task = paper("unclaim");
    claim(task, "paula").expect(200);

    assertProblem(as("petra").post(path(task, "/unclaim")), 403, "not-allowed");
    as("paula").post(path(task, "/unclaim")).expect(200);

    complete(task, "petra").expect(204);
  }

  @Test
  void comesBackFromADelegateWithWhatTheyPrepared() {
    var task = paper("delegate");
    assertProblem(
      as("paula").post(path(task, "/delegate"), Map.of("to", "petra")),
      403,
      "not-allowed"
    );
    claim(task, "paula").expect(200);
    assertProblem(
      as("paula").post(path(task, "/delegate"), Map.of("to", "ines")),
      422,
      "validation-failed"
    );
    as("paula")
      .post(path(task, "/delegate"), Map.of("to", "petra", "comment", "You know them better"))
      .expect(204);

    var delegated = as("petra").get(path(task, "")).expect(200);
    assertThat(delegated.path("delegated").asBoolean()).isTrue();
    assertThat(delegated.path("owner").asText()).isEqualTo("paula");
    assertThat(delegated.path("mayDecide").asBoolean()).isFalse();
    assertProblem(complete(task, "petra"), 409, "task-delegated");
    assertProblem(as("petra").post(path(task, "/unclaim")), 409, "task-delegated");
    assertProblem(complete(task, "paula"), 403, "not-allowed");
    assertProblem(as("paula").post(path(task, "/resolve"), Map.of()), 403, "not-allowed");

    as("petra")
      .post(
        path(task, "/resolve"),
        Map.of("comment", "Looks fine", "variables", Map.of("verdict", "fine"))
      )
      .expect(204);
    assertThat(view(task).path("assignee").asText()).isEqualTo("paula");
    assertThat(
      as("paula").get(path(task, "/draft")).expect(200).at("/variables/verdict").asText()
    ).isEqualTo("fine");
    assertProblem(as("petra").get(path(task, "/draft")), 404, "draft-not-found");
    assertThat(
      items(as("paula").get(path(task, "/comments")).expect(200)).map(
        comment -> comment.path("author").asText() + ": " + comment.path("text").asText()
      )
    ).containsExactly("paula: You know them better", "petra: Looks fine");
    complete(task, "paula").expect(204);
    assertThat(recorded(task, "task.completed"))
      .extracting(row -> row.get("on_behalf_of"))
      .containsOnlyNulls();
  }

  @Test
  void keepsTheRulesAlsoInsideTheEngine() {
    var task = paper("inside");
    // As any other door would: straight to the engine's services.
    service.setAssignee(task, "ines");

    assertThatThrownBy(() -> inEngineAs("ines", () -> service.complete(task))).isInstanceOf(
      ProblemException.class
    );
    service.setAssignee(task, null);
    assertThatThrownBy(() -> inEngineAs("ines", () -> service.claim(task, "ines"))).isInstanceOf(
      ProblemException.class
    );
    assertThatThrownBy(() -> inEngineAs("paula", () -> service.claim(task, "petra"))).isInstanceOf(
      ProblemException.class
    );
    assertThatThrownBy(() -> service.claim(task, "paula")).isInstanceOf(ProblemException.class);
    assertThat(view(task).path("assignee").isNull()).isTrue();
  }

  @Test
  void letsAPersonWhomTheDiagramNamesWorkWithoutAGroup() {
    var task = onlyTask(
      start("named", "named", "app", Map.of("person", "ines", "title", "the terms"))
    );

    assertProblem(as("paula").get(path(task, "")), 404, "task-not-found");
    as("operator").post(path(task, "/unclaim")).expect(200);
    assertThat(ids("ines", "scope=candidate")).contains(task);
    claim(task, "ines").expect(200);
    as("ines").post(path(task, "/complete"), Map.of()).expect(204);
  }

  @Test
  void doesToSeveralTasksWhatEachAllows() {
    var first = paper("bulk-1");
    var taken = paper("bulk-2");
    claim(taken, "petra").expect(200);

    var claimed = as("paula")
      .post(
        "/api/tasks/bulk",
        Map.of("action", "claim", "ids", List.of(first, taken, "no-such-task"))
      )
      .expect(200);

    assertThat(items(claimed).map(result -> result.path("status").asInt())).containsExactly(
      204,
      409,
      404
    );
    assertThat(items(claimed).map(result -> result.path("code").asText(""))).containsExactly(
      "",
      "task-already-claimed",
      "task-not-found"
    );
    var completed = as("paula")
      .post(
        "/api/tasks/bulk",
        Map.of(
          "action",
          "complete",
          "ids",
          List.of(first, taken),
          "variables",
          Map.of("verdict", "poor")
        )
      )
      .expect(200);
    assertThat(items(completed).map(result -> result.path("status").asInt())).containsExactly(
      204,
      403
    );
    var reassigned = as("operator")
      .post(
        "/api/tasks/bulk",
        Map.of("action", "reassign", "ids", List.of(taken), "to", "approver")
      )
      .expect(200);
    assertThat(items(reassigned).map(result -> result.path("status").asInt())).containsExactly(204);
    assertProblem(
      as("paula").post("/api/tasks/bulk", Map.of("action", "claim", "ids", List.of())),
      422,
      "validation-failed"
    );
  }

  @Test
  void keepsCommentsOnRecordAndWithinBounds() {
    var task = paper("comments");

    as("paula")
      .post(path(task, "/comments"), Map.of("comment", " Page 3 <b>is</b> missing "))
      .expect(201);

    assertThat(
      items(as("petra").get(path(task, "/comments")).expect(200)).map(comment ->
        comment.path("text").asText()
      )
    ).containsExactly("Page 3 <b>is</b> missing");
    assertThat(recorded(task, "task.commented"))
      .extracting(row -> row.get("actor"))
      .containsExactly("paula");
    for (var wrong : List.of(" ", "x".repeat(101), "a\0b")) {
      assertProblem(
        as("paula").post(path(task, "/comments"), Map.of("comment", wrong)),
        422,
        "validation-failed"
      );
    }
  }

  @Test
  void keepsADraftToItsAuthorUntilTheTaskIsOver() {
    var task = paper("draft");
    assertProblem(as("paula").get(path(task, "/draft")), 404, "draft-not-found");

    as("paula")
      .put(path(task, "/draft"), Map.of("variables", Map.of("verdict", "perhaps")))
      .expect(200);
    as("paula")
      .put(path(task, "/draft"), Map.of("variables", Map.of("remarks", "So far")))
      .expect(200);

    assertThat(
      as("paula").get(path(task, "/draft")).expect(200).at("/variables/remarks").asText()
    ).isEqualTo("So far");
    for (var other : List.of("petra", "operator", "auditor")) {
      assertProblem(as(other).get(path(task, "/draft")), 404, "draft-not-found");
    }
    assertProblem(
      as("paula").put(path(task, "/draft"), Map.of("variables", Map.of("other", 1))),
      422,
      "validation-failed"
    );
    assertProblem(
      as("paula").put(
        path(task, "/draft"),
        Map.of("variables", Map.of("remarks", "x".repeat(1100)))
      ),
      413,
      "draft-too-large"
    );
    as("paula").delete(path(task, "/draft")).expect(204);
    assertProblem(as("paula").get(path(task, "/draft")), 404, "draft-not-found");

    as("paula").put(path(task, "/draft"), answers()).expect(200);
    as("petra").put(path(task, "/draft"), answers()).expect(200);
    complete(task, "petra").expect(204);
    assertThat(rows("task_draft", task)).isZero();
  }

  @Test
  void forgetsDraftsAndDeadlinesOfACancelledInstance() {
    var task = paper("cancelled");
    as("paula").put(path(task, "/draft"), answers()).expect(200);
    assertThat(rows("task_deadline", task)).isEqualTo(3);

    as("operator")
      .delete("/api/instances/" + view(task).path("instanceId").asText())
      .expect(204);

    assertThat(rows("task_draft", task)).isZero();
    assertThat(rows("task_deadline", task)).isZero();
  }

  @Test
  void asksTheNextGroupsOnceATaskIsOverdueAndNeverCompletesIt() {
    var task = paper("escalation");
    claim(task, "paula").expect(200);

    due(task, Instant.now().minusSeconds(60));
    await().until(() -> groups(task).equals(List.of("legal", "sales")));

    assertThat(view(task).path("assignee").isNull()).isTrue();
    assertThat(recorded(task, "task.escalated"))
      .singleElement()
      .satisfies(row -> {
        assertThat(row.get("actor")).isEqualTo("system");
        assertThat(String.valueOf(row.get("detail"))).contains("legal", "paula");
      });
    due(task, Instant.now().minusSeconds(7300));
    await().until(() -> groups(task).equals(List.of("legal", "sales", "sales-leads")));
    complete(task, "otto").expect(204);
  }

  @Test
  void escalatesATaskThatWasHandedOnToo() {
    var task = paper("escalation-delegated");
    claim(task, "paula").expect(200);
    as("paula").post(path(task, "/delegate"), Map.of("to", "petra")).expect(204);

    due(task, Instant.now().minusSeconds(60));
    await().until(() -> groups(task).contains("legal"));

    complete(task, "ines").expect(204);
    assertThat(recorded(task, "task.completed"))
      .extracting(row -> row.get("on_behalf_of"))
      .containsOnlyNulls();
  }

  private List<String> groups(String task) {
    var groups = new ArrayList<String>();
    view(task)
      .path("groups")
      .forEach(group -> groups.add(group.asText()));
    return groups;
  }

  private int rows(String table, String task) {
    return jdbc
      .sql("SELECT count(*) FROM " + table + " WHERE task_id = :task")
      .param("task", task)
      .query(Integer.class)
      .single();
  }

  private static void inEngineAs(String person, Runnable command) {
    Authentication.setAuthenticatedUserId(person);
    try {
      command.run();
    } finally {
      Authentication.setAuthenticatedUserId(null);
    }
  }

  private static List<Api.Answer> atOnce(List<Callable<Api.Answer>> requests) throws Exception {
    var answers = new ArrayList<Api.Answer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(requests)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }
}
