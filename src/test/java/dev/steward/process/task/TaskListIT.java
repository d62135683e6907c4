package dev.steward.process.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lists of tasks show to whom, in which order, and how many there are. */
class TaskListIT extends TaskIT {

  @BeforeEach
  void begin() {
    jdbc.sql("DELETE FROM task_substitute").update();
  }

  @Test
  void showsEachPersonTheirOwnAndWhatIsFreeForTheirGroups() {
    var free = paper("scopes-free");
    var mine = paper("scopes-mine");
    claim(mine, "paula").expect(200);

    assertThat(ids("paula", "scope=candidate&q=scopes-")).containsExactly(free);
    assertThat(ids("paula", "scope=mine&q=scopes-")).containsExactly(mine);
    assertThat(ids("paula", "scope=all&q=scopes-")).containsExactly(free, mine);
    assertThat(ids("petra", "scope=all&q=scopes-")).containsExactly(free);
    assertThat(ids("ines", "scope=all&q=scopes-")).isEmpty();
    assertThat(ids("app", "scope=all&q=scopes-")).isEmpty();
    assertThat(ids("operator", "scope=all&q=scopes-")).containsExactly(free, mine);
    assertThat(ids("operator", "scope=candidate&q=scopes-")).isEmpty();
  }

  @Test
  void findsPartsOfNamesBusinessKeysAndProcessNames() {
    var task = paper("Needle-100%_x");

    assertThat(ids("paula", "q=needle-100")).containsExactly(task);
    assertThat(ids("paula", "q=100%25_X")).containsExactly(task);
    assertThat(ids("paula", "q=100%25%25")).isEmpty();
    assertThat(ids("paula", "q=eck+the+pap&sort=newest")).first().isEqualTo(task);
    assertThat(ids("paula", "q=check+a+paper&sort=newest")).first().isEqualTo(task);
    assertThat(ids("paula", "q=needle-100&processKey=paper")).containsExactly(task);
    assertThat(ids("paula", "q=needle-100&processKey=named")).isEmpty();
    assertThat(ids("paula", "q=needle-100&kind=user")).containsExactly(task);
    assertThat(ids("paula", "q=needle-100&kind=tool-review")).isEmpty();
  }

  @Test
  void sortsAndFiltersByDueDateAndPriority() {
    var later = paper("due-later");
    var today = paper("due-today");
    var overdue = paper("due-overdue");
    var never = paper("due-never");
    var now = Instant.now();
    due(later, now.plus(3, ChronoUnit.DAYS));
    due(today, now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS).minusMillis(1));
    due(overdue, now.minus(2, ChronoUnit.DAYS));
    service.setDueDate(never, null);
    service.setPriority(later, 90);

    assertThat(ids("paula", "q=due-&sort=due")).containsExactly(overdue, today, later, never);
    assertThat(ids("paula", "q=due-&sort=created")).containsExactly(later, today, overdue, never);
    assertThat(ids("paula", "q=due-&sort=newest")).containsExactly(never, overdue, today, later);
    assertThat(ids("paula", "q=due-&sort=priority")).containsExactly(later, today, overdue, never);
    assertThat(ids("paula", "q=due-&due=overdue")).containsExactly(overdue);
    assertThat(ids("paula", "q=due-&due=today")).containsExactly(today);
    assertThat(
      ids("paula", "q=due-&sort=due&dueBefore=" + now.plus(2, ChronoUnit.DAYS))
    ).containsExactly(overdue, today);
    assertThat(ids("paula", "q=due-&priority=60")).containsExactly(later);
    assertProblem(as("paula").get("/api/tasks?due=soon"), 422, "validation-failed");
    assertProblem(as("paula").get("/api/tasks?sort=name"), 422, "validation-failed");
    assertProblem(as("paula").get("/api/tasks?zone=Nowhere"), 400, "invalid-parameter");
  }

  @Test
  void goesThroughAllPagesInEveryOrderWithoutLosingOrRepeatingATask() {
    var instance = start("many", "paged", "app", Map.of());
    jdbc
      .sql(
        """
        UPDATE act_ru_task SET priority_ = 50 + (random() * 3)::int,
          due_date_ = CASE WHEN random() < 0.5 THEN now()::timestamp(3) + (random() * 3)::int * interval '1 hour' END
        WHERE proc_inst_id_ = :instance
        """
      )
      .param("instance", instance)
      .update();

    for (var order : TaskOrder.values()) {
      var seen = new ArrayList<String>();
      var query = "/api/tasks?q=paged&sort=" + order.id();
      JsonNode page = as("paula").get(query).expect(200);
      items(page).forEach(item -> seen.add(item.path("id").asText()));
      while (!page.path("next").isNull()) {
        page = as("paula")
          .get(query + "&page=" + page.path("next").asText())
          .expect(200);
        items(page).forEach(item -> seen.add(item.path("id").asText()));
      }
      assertThat(seen).as(order.id()).hasSize(Papers.MANY_TASKS).doesNotHaveDuplicates();
    }
    var next = as("paula").get("/api/tasks?q=paged").expect(200).path("next").asText();
    assertProblem(as("paula").get("/api/tasks?q=paged&sort=due&page=" + next), 400, "unknown-page");
    as("operator")
      .delete("/api/instances/" + instance)
      .expect(204);
  }

  @Test
  void countsEachScopeByKind() {
    var before = counts("paula");
    var taken = paper("count-1");
    var late = paper("count-2");
    claim(taken, "paula").expect(200);
    due(late, Instant.now().minus(1, ChronoUnit.DAYS));

    var after = counts("paula");

    assertThat(number(after, "mine", "/total") - number(before, "mine", "/total")).isEqualTo(1);
    assertThat(
      number(after, "candidate", "/kinds/user") - number(before, "candidate", "/kinds/user")
    ).isEqualTo(1);
    assertThat(
      number(after, "candidate", "/overdue") - number(before, "candidate", "/overdue")
    ).isEqualTo(1);
    assertThat(number(after, "all", "/total") - number(before, "all", "/total")).isEqualTo(2);
    assertThat(number(counts("ines"), "mine", "/total")).isZero();
  }

  @Test
  void letsASubstituteDoTasksOfTheirOwnGroupsInThePersonsStead() {
    var task = paper("away-1");
    claim(task, "paula").expect(200);
    substitute("paula", "petra");

    assertThat(ids("petra", "scope=substitute&q=away-1")).containsExactly(task);
    assertThat(as("petra").get(path(task, "")).expect(200).path("mayDecide").asBoolean()).isTrue();
    complete(task, "petra").expect(204);

    assertThat(recorded(task, "task.completed"))
      .singleElement()
      .satisfies(row -> {
        assertThat(row.get("actor")).isEqualTo("petra");
        assertThat(row.get("on_behalf_of")).isEqualTo("paula");
      });
  }

  @Test
  void remembersInWhoseSteadASubstituteHasTakenATask() {
    var task = paper("away-2");
    claim(task, "paula").expect(200);
    var stand = substitute("paula", "petra");
    claim(task, "petra").expect(200);
    assertThat(view(task).path("owner").asText()).isEqualTo("paula");
    // Back early; what was taken over stays with whoever took it.
    as("paula")
      .delete("/api/substitutes/" + stand)
      .expect(204);

    complete(task, "petra").expect(204);

    assertThat(recorded(task, "task.completed"))
      .extracting(row -> row.get("on_behalf_of"))
      .containsExactly("paula");
  }

  @Test
  void keepsOthersTasksFromASubstituteUntilAnOperatorAllowsThem() {
    var task = paper("away-3");
    claim(task, "paula").expect(200);
    var stand = substitute("paula", "ines");

    assertThat(ids("ines", "scope=substitute&q=away-3")).isEmpty();
    assertProblem(complete(task, "ines"), 404, "task-not-found");
    for (var other : List.of("ines", "paula", "auditor")) {
      assertProblem(as(other).post("/api/substitutes/" + stand + "/allow"), 403, "not-allowed");
    }
    as("operator")
      .post("/api/substitutes/" + stand + "/allow")
      .expect(200);

    assertThat(ids("ines", "scope=substitute&q=away-3")).containsExactly(task);
    claim(task, "ines").expect(200);
    complete(task, "ines").expect(204);
    assertThat(recorded(task, "task.completed"))
      .extracting(row -> row.get("on_behalf_of"))
      .containsExactly("paula");
  }

  @Test
  void endsASubstituteAtItsTimeAndAtOnceWhenWithdrawn() {
    var task = paper("away-4");
    claim(task, "paula").expect(200);
    var stand = substitute("paula", "petra");
    jdbc
      .sql(
        "UPDATE task_substitute SET from_at = now() + interval '1 day', until_at = now() + interval '2 days'"
      )
      .update();
    assertProblem(complete(task, "petra"), 403, "not-allowed");
    jdbc
      .sql(
        "UPDATE task_substitute SET from_at = now() - interval '2 days', until_at = now() - interval '1 day'"
      )
      .update();
    assertProblem(complete(task, "petra"), 403, "not-allowed");
    jdbc.sql("UPDATE task_substitute SET until_at = now() + interval '1 day'").update();

    assertProblem(as("petra").delete("/api/substitutes/" + stand), 403, "not-allowed");
    assertProblem(as("ines").delete("/api/substitutes/" + stand), 404, "substitute-not-found");
    as("paula")
      .delete("/api/substitutes/" + stand)
      .expect(204);

    assertProblem(complete(task, "petra"), 403, "not-allowed");
  }

  @Test
  void namesNobodyWhoCannotStandIn() {
    var tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).toString();
    for (var wrong : List.of("paula", "nobody", "role:sales-desk")) {
      var answer = as("paula").post(
        "/api/substitutes",
        Map.of("substitute", wrong, "until", tomorrow)
      );
      assertProblem(answer, 422, "validation-failed");
      assertThat(answer.json().at("/errors/0/path").asText()).isEqualTo("/substitute");
    }
    assertProblem(
      as("paula").post(
        "/api/substitutes",
        Map.of("substitute", "petra", "until", "2020-01-01T00:00:00Z")
      ),
      422,
      "validation-failed"
    );
    substitute("paula", "petra");
    assertThat(items(as("ines").get("/api/substitutes").expect(200))).isEmpty();
    assertThat(items(as("petra").get("/api/substitutes").expect(200))).hasSize(1);
    assertThat(items(as("auditor").get("/api/substitutes").expect(200))).hasSize(1);
  }

  private String substitute(String person, String substitute) {
    return as(person)
      .post(
        "/api/substitutes",
        Map.of("substitute", substitute, "until", Instant.now().plus(1, ChronoUnit.DAYS).toString())
      )
      .expect(201)
      .path("id")
      .asText();
  }

  private List<JsonNode> counts(String person) {
    return items(as(person).get("/api/tasks/counts").expect(200)).toList();
  }

  private static int number(List<JsonNode> counts, String scope, String pointer) {
    return counts
      .stream()
      .filter(count -> count.path("scope").asText().equals(scope))
      .findFirst()
      .orElseThrow()
      .at(pointer)
      .asInt();
  }
}
