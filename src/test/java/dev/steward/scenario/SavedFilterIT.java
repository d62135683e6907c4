package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.testing.Api;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Filters that people keep for their lists. */
class SavedFilterIT extends ApplicationIT {

  @AfterEach
  void clear() {
    for (var person : new String[] { "approver", "operator" }) {
      Scenario.items(api.as(person).get("/api/me/filters").expect(200)).forEach(filter ->
        api
          .as(person)
          .delete("/api/me/filters/" + filter.path("name").asText())
          .expect(204)
      );
    }
  }

  @Test
  void keepsFiltersForWhoeverSavedThem() {
    save("approver", "mine", "inbox", "scope=mine").expect(200);
    save("approver", "mine", "instances", "state=failed").expect(200);

    var filters = Scenario.items(api.as("approver").get("/api/me/filters").expect(200));
    assertThat(filters).hasSize(1);
    assertThat(filters.getFirst().path("list").asText()).isEqualTo("instances");
    assertThat(filters.getFirst().path("query").asText()).isEqualTo("state=failed");
    assertThat(Scenario.items(api.as("operator").get("/api/me/filters").expect(200))).isEmpty();
    assertThat(api.as("operator").delete("/api/me/filters/mine").code()).isEqualTo(
      "filter-not-found"
    );
    assertThat(Scenario.items(api.as("approver").get("/api/me/filters").expect(200))).hasSize(1);
  }

  @Test
  void takesNoMoreThanItSays() {
    for (int i = 0; i < 50; i++) {
      save("approver", "filter" + i, "inbox", "q=" + i).expect(200);
    }

    assertThat(save("approver", "another", "inbox", "q=1").code()).isEqualTo("too-many-filters");
    save("approver", "filter7", "inbox", "q=other").expect(200);
    save("operator", "another", "inbox", "x".repeat(2_000)).expect(200);
    assertThat(save("operator", "longer", "inbox", "x".repeat(2_001)).status()).isEqualTo(422);
    assertThat(save("operator", "elsewhere", "audit", "").status()).isEqualTo(422);
    assertThat(save("operator", "odd", "inbox", "a\u0000").status()).isEqualTo(422);
  }

  private Api.Answer save(String person, String name, String list, String query) {
    return api.as(person).put("/api/me/filters/" + name, Map.of("list", list, "query", query));
  }
}
