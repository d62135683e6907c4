package dev.steward.process.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.testing.Api;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.flowable.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class VariableIT extends InstanceIT {

  @Autowired
  private RuntimeService runtime;

  @Autowired
  private PlatformTransactionManager transactions;

  @Test
  void showsValuesWithTypesLabelsAndOrigin() {
    var id = start("case", "app", unique("v"), Map.of("rank", 7, "lead", Map.of("a", 1)));

    var rank = variable(id, "rank");
    assertThat(rank.path("type").asText()).isEqualTo("number");
    assertThat(rank.path("value").asInt()).isEqualTo(7);
    assertThat(rank.path("origin").asText()).isEqualTo("start");
    assertThat(rank.path("activityId").isNull()).isTrue();
    assertThat(rank.path("writtenAt").asText()).isNotEmpty();
    assertThat(variable(id, "lead").path("type").asText()).isEqualTo("object");
    assertThat(
      as("analyst")
        .get("/api/instances/" + id + "/variables")
        .status()
    ).isEqualTo(200);
  }

  @Test
  void changesAVariableAndSaysWhoAndWhy() {
    var id = start("case", "app", unique("v"), Map.of("rank", 7));
    var before = variable(id, "rank").path("digest").asText();

    var changed = put(
      "operator",
      id,
      "rank",
      Map.of("value", 8, "reason", "a typing error")
    ).expect(200);

    assertThat(changed.path("value").asInt()).isEqualTo(8);
    assertThat(changed.path("origin").asText()).isEqualTo("operator");
    assertThat(changed.path("labels").toString()).contains("untrusted");
    assertThat(runtime.getVariable(id, "rank")).isEqualTo(8L);
    var entry = as("auditor")
      .get("/api/audit?type=variable.changed&instanceId=" + id)
      .expect(200)
      .at("/items/0");
    assertThat(entry.path("actor").asText()).isEqualTo("operator");
    assertThat(entry.at("/detail/oldDigest").asText()).isEqualTo(before);
    assertThat(entry.at("/detail/newDigest").asText()).isEqualTo(changed.path("digest").asText());
    assertThat(entry.at("/detail/reason").asText()).isEqualTo("a typing error");
    var history = history(id, "rank");
    assertThat(history.path("complete").asBoolean()).isFalse();
    assertThat(history.at("/items/0/by").asText()).isEqualTo("operator");
    assertThat(history.at("/items/0/value").asInt()).isEqualTo(8);
  }

  @Test
  void refusesWhatIsNotThereAnyMore() {
    var id = start("case", "app", unique("v"), Map.of("rank", 7));
    var stale = variable(id, "rank").path("digest").asText();
    put("operator", id, "rank", Map.of("value", 8, "reason", "first")).expect(200);

    assertProblem(
      put("operator", id, "rank", Map.of("value", 9, "reason", "late", "digest", stale)),
      409,
      "variable-changed"
    );
    assertProblem(
      put("operator", id, "nothing", Map.of("value", 9, "reason", "none")),
      404,
      "variable-not-found"
    );
    assertProblem(
      put("operator", id, "rank", Map.of("value", "a\u0000b", "reason", "odd")),
      422,
      "validation-failed"
    );
    complete(id);
    assertProblem(
      put("operator", id, "rank", Map.of("value", 9, "reason", "over")),
      409,
      "instance-ended"
    );
    assertThat(variable(id, "rank").path("value").asInt()).isEqualTo(8);
  }

  @Test
  void isForOperatorsAlone() {
    var id = start("case", "app", unique("v"), Map.of("rank", 7));
    for (var person : new String[] { "app", "analyst", "approver", "auditor" }) {
      assertThat(put(person, id, "rank", Map.of("value", 9, "reason", "mine")).status())
        .as(person)
        .isEqualTo(403);
    }
    assertThat(
      as("app")
        .get("/api/instances/" + otherPersons() + "/variables")
        .status()
    ).isEqualTo(404);
    assertThat(variable(id, "rank").path("value").asInt()).isEqualTo(7);
  }

  private String otherPersons() {
    return start("case", "analyst", unique("v"), Map.of("rank", 7));
  }

  /** Whoever comes second is told, and what the engine wrote first stays. */
  @Test
  void conflictsWithTheEngineInsteadOfOverwriting() throws Exception {
    var id = start("case", "app", unique("v"), Map.of("rank", 7));
    var digest = variable(id, "rank").path("digest").asText();
    var late = new CompletableFuture<Api.Answer>();
    new TransactionTemplate(transactions).executeWithoutResult(status -> {
      runtime.setVariable(id, "rank", 100L);
      late.completeAsync(() ->
        put("operator", id, "rank", Map.of("value", 8, "reason", "meanwhile", "digest", digest))
      );
      Awaitility.await().until(
        () ->
          jdbc
            .sql(
              "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%act_ru_variable%'"
            )
            .query(Long.class)
            .single() > 0
      );
    });

    assertProblem(late.get(30, TimeUnit.SECONDS), 409, "variable-changed");
    assertThat(variable(id, "rank").path("value").asInt()).isEqualTo(100);
  }

  private JsonNode variable(String id, String name) {
    return items(
      as("operator")
        .get("/api/instances/" + id + "/variables")
        .expect(200)
    )
      .stream()
      .filter(item -> item.path("name").asText().equals(name))
      .findFirst()
      .orElseThrow();
  }

  private JsonNode history(String id, String name) {
    return as("operator")
      .get("/api/instances/" + id + "/variables/" + name + "/history")
      .expect(200);
  }

  private Api.Answer put(String person, String id, String name, Map<String, ?> body) {
    return as(person).put("/api/instances/" + id + "/variables/" + name, new HashMap<>(body));
  }

  private static void assertProblem(Api.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
  }
}
