package dev.steward.process.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InstanceSearchIT extends InstanceIT {

  @Test
  void findsABusinessKeyAndWhatBeginsWithIt() {
    var key = unique("order_1%");
    var first = start("case", "app", key, Map.of());
    var second = start("case", "app", key + "-b", Map.of());
    start("case", "app", key.replace("_1%", "x1y"), Map.of());
    var encoded = key.replace("%", "%25");

    assertThat(ids("operator", "businessKey=" + encoded)).containsExactly(first);
    assertThat(ids("operator", "businessKeyPrefix=" + encoded)).containsExactly(second, first);
  }

  @Test
  void findsWhatAVariableHoldsWhateverItsType() {
    var company = unique("Brightwell");
    var id = start(
      "case",
      "app",
      unique("v"),
      Map.of(
        "lead",
        Map.of("company", company, "size", Map.of("staff", 50), "known", true, "code", "50"),
        "owner",
        company,
        "rank",
        7,
        "share",
        0.25,
        "urgent",
        true
      )
    );
    start("case", "app", unique("v"), Map.of("other", Map.of("company", company)));

    for (var query : List.of(
      "variable=lead.company&value=" + company,
      "variable=lead.size.staff&value=50",
      "variable=lead.size.staff&value=50.0",
      "variable=lead.code&value=50",
      "variable=lead.known&value=true",
      "variable=owner&value=" + company,
      "variable=rank&value=7",
      "variable=share&value=0.25",
      "variable=urgent&value=true"
    )) {
      assertThat(ids("operator", query)).as(query).contains(id);
    }
    for (var query : List.of(
      "variable=lead&value=" + company,
      "variable=lead.company&value=" + company.substring(1),
      "variable=lead.company.name&value=" + company,
      "variable=lead.size&value=50",
      "variable=lead.code&value=50.0",
      "variable=lead.known&value=false",
      "variable=owner&value=" + company + "x",
      "variable=rank&value=7.5",
      "variable=urgent&value=1"
    )) {
      assertThat(ids("operator", query)).as(query).doesNotContain(id);
    }
  }

  /** The database's own JSON has no NUL; a variable may well have one. */
  @Test
  void doesNotStumbleOverTextThatTheIndexCannotHold() {
    var id = start("case", "app", unique("nul"), Map.of("odd", Map.of("text", "a\u0000b")));

    assertThat(instance("operator", id).at("/variables/odd/text").asText()).isEqualTo("a\u0000b");
    assertThat(ids("operator", "variable=odd.text&value=ab")).doesNotContain(id);
  }

  @Test
  void findsStatesVersionsTimesStartersAndActivities() {
    var key = unique("many");
    var open = start("case", "app", key + "-1", Map.of());
    var done = start("case", "analyst", key + "-2", Map.of());
    complete(done);
    var cancelled = start("case", "app", key + "-3", Map.of());
    as("operator")
      .delete("/api/instances/" + cancelled)
      .expect(204);
    var failed = start("case", "app", key + "-4", Map.of());
    fail(failed, "check");
    var of = "businessKeyPrefix=" + key;
    var times = instance("operator", done).path("startedAt").asText();

    assertThat(ids("operator", of)).containsExactly(failed, cancelled, done, open);
    assertThat(ids("operator", of + "&state=waiting")).containsExactly(open);
    assertThat(ids("operator", of + "&state=failed&state=completed")).containsExactly(failed, done);
    assertThat(ids("operator", of + "&state=cancelled,running")).containsExactly(cancelled);
    assertThat(ids("operator", of + "&startedBy=analyst")).containsExactly(done);
    assertThat(ids("operator", of + "&activity=check")).containsExactly(failed, open);
    assertThat(ids("operator", of + "&activity=end")).isEmpty();
    assertThat(ids("operator", of + "&processKey=case&version=1")).hasSize(4);
    assertThat(ids("operator", of + "&processKey=case&version=2")).isEmpty();
    assertThat(ids("operator", of + "&processKey=outer")).isEmpty();
    assertThat(ids("operator", of + "&startedFrom=" + times)).containsExactly(
      failed,
      cancelled,
      done
    );
    assertThat(ids("operator", of + "&startedBefore=" + times)).containsExactly(open);
  }

  @Test
  void showsApplicationsTheirOwnWhateverTheyAskFor() {
    var key = unique("own");
    var own = start("case", "app", key, Map.of("secret", key));
    start("case", "analyst", key, Map.of("secret", key));

    assertThat(ids("app", "businessKey=" + key)).containsExactly(own);
    assertThat(ids("app", "variable=secret&value=" + key)).containsExactly(own);
    assertThat(ids("app", "businessKey=" + key + "&startedBy=analyst")).isEmpty();
  }

  @Test
  void goesThroughPagesWithoutLossOrRepetition() {
    var key = unique("page");
    for (int i = 0; i < 53; i++) {
      start("case", "app", key + i, Map.of());
    }
    var of = "/api/instances?processKey=case&state=waiting&businessKeyPrefix=" + key;

    var first = as("operator").get(of).expect(200);
    var second = as("operator")
      .get(of + "&page=" + first.path("next").asText())
      .expect(200);

    assertThat(items(first)).hasSize(50);
    assertThat(items(second)).hasSize(3);
    assertThat(second.path("next").isNull()).isTrue();
    var ids = new HashSet<>(items(first));
    ids.addAll(items(second));
    assertThat(ids).hasSize(53);
  }

  @Test
  void refusesHalfAQuestion() {
    for (var query : List.of("variable=x", "value=x", "version=1", "state=asleep")) {
      var answer = as("operator").get("/api/instances?" + query);
      assertThat(answer.status()).as(query).isEqualTo(422);
      assertThat(answer.code()).isEqualTo("validation-failed");
    }
  }

  @Test
  void countsEachStateOfAProcess() {
    var before = counts("outer");
    start("outer", "app", unique("c"), Map.of());
    var cancelled = start("outer", "app", unique("c"), Map.of());
    as("operator")
      .delete("/api/instances/" + cancelled)
      .expect(204);

    var after = counts("outer");

    assertThat(after.get("waiting")).isEqualTo(before.getOrDefault("waiting", 0L) + 1);
    assertThat(after.get("cancelled")).isEqualTo(before.getOrDefault("cancelled", 0L) + 1);
    assertThat(after.get("failed")).isEqualTo(before.get("failed"));
  }

  private Map<String, Long> counts(String process) {
    return items(
      as("operator")
        .get("/api/instances/counts?processKey=" + process)
        .expect(200)
    )
      .stream()
      .peek(item -> assertThat(item.path("more").asBoolean()).isFalse())
      .collect(
        Collectors.toMap(item -> item.path("state").asText(), item -> item.path("total").asLong())
      );
  }

  @Test
  void linksWhatCallsAndWhatIsCalled() {
    var outer = start("outer", "app", unique("call"), Map.of());

    var children = instance("operator", outer).path("children");
    assertThat(children).hasSize(1);
    var child = children.get(0).path("id").asText();
    assertThat(children.get(0).path("processKey").asText()).isEqualTo("case");
    assertThat(children.get(0).path("state").asText()).isEqualTo("waiting");
    assertThat(instance("operator", child).path("parentId").asText()).isEqualTo(outer);
    assertThat(instance("operator", outer).path("parentId").isNull()).isTrue();
    var byTool = start("case", "app", unique("tool"), Map.of());
    jdbc
      .sql("UPDATE process_start SET parent_id = :parent WHERE instance_id = :id")
      .param("parent", outer)
      .param("id", byTool)
      .update();
    assertThat(
      instance("operator", outer).path("children").findValuesAsText("id")
    ).containsExactlyInAnyOrder(child, byTool);
  }

  @Test
  void countsWhereAnInstanceIs() {
    var id = start("case", "app", unique("at"), Map.of());
    fail(id, "check");

    var check = instance("operator", id)
      .path("activities")
      .findParents("activityId")
      .stream()
      .filter(activity -> activity.path("activityId").asText().equals("check"))
      .findFirst()
      .orElseThrow();

    assertThat(check.path("state").asText()).isEqualTo("failed");
    assertThat(check.path("tokens").asInt()).isEqualTo(1);
    assertThat(check.path("incidents").asInt()).isEqualTo(1);
    assertThat(check.path("tasks").asInt()).isEqualTo(1);
  }
}
