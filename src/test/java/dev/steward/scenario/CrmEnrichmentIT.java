package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records are filled in at once and audited in samples; contradictions are for people to settle. */
class CrmEnrichmentIT extends ApplicationIT {

  @Test
  void fillsInWhatTheCrmLacksAndLetsItBeAudited() {
    var id = start("enrichment-1", "Harbourline Logistics", "harbourline.example");

    scenario.awaitState(id, "completed");

    assertThat(scenario.calls(id)).last().isEqualTo("crm.update-company succeeded");
    assertThat(scenario.reviews(id)).isZero();
    assertThat(scenario.instance(id).at("/variables/update/previous/employees").isNull()).isTrue();
    assertThat(scenario.timeline(id))
      .filteredOn(entry -> entry.at("/detail/tool").asText().equals("crm.update-company"))
      .filteredOn(entry -> entry.path("type").asText().equals("verdict"))
      .extracting(entry -> entry.path("state").asText())
      .containsExactly("sampled");
  }

  @Test
  void leavesTheRecordAloneWhereAPersonTrustsItMoreThanTheSources() {
    var id = start("enrichment-2", "Tessermill Robotics", "tessermill.example");

    var conflict = scenario.awaitTask(id, "decide-conflict");
    assertThat(scenario.instance(id).at("/variables/check/differences").asText()).isEqualTo(
      "The CRM has 120 employees, the directory 310."
    );
    scenario.complete(
      "operator",
      conflict,
      Map.of(
        "profile",
        Map.of("industry", "Robots", "country", "Germany", "employees", 310),
        "decision",
        Map.of("change", "no")
      )
    );

    scenario.awaitState(id, "completed");
    assertThat(scenario.calls(id)).doesNotContain("crm.update-company succeeded");
  }

  private String start(String key, String company, String domain) {
    var account = Map.of(
      "company",
      company,
      "domain",
      domain,
      "website",
      "https://" + domain + "/about"
    );
    return scenario.start("crm-enrichment", key, Map.of("account", account));
  }
}
