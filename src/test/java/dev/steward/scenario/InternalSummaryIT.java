package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Summaries run by themselves; what is unusual goes to a person. */
class InternalSummaryIT extends ApplicationIT {

  @Test
  void filesTheSummaryOfAnOrdinaryTicketWithoutAsking() {
    var id = start("summary-1", "T-1001", "https://status.example/incidents/8841");

    scenario.awaitState(id, "completed");

    assertThat(scenario.calls(id)).containsExactly(
      "tickets.read succeeded",
      "documents.read succeeded",
      "web.read succeeded",
      "notes.write succeeded"
    );
    assertThat(scenario.reviews(id)).isZero();
    assertThat(scenario.instance(id).at("/variables/summary/body").asText()).contains(
      "[ticket]",
      "[handbook]",
      "[page]"
    );
  }

  @Test
  void asksAPersonAboutAnExceptionAndFilesNothingAgainstTheirWill() {
    var id = start("summary-2", "T-1003", "https://status.example/maintenance");

    var exception = scenario.awaitTask(id, "review-exception");
    assertThat(exception.at("/groups/0").asText()).isEqualTo("operations");
    scenario.complete(
      "operator",
      exception,
      Map.of(
        "summary",
        Map.of("title", "Legal", "body", "With our lawyers"),
        "exception",
        Map.of("file", "no")
      )
    );

    scenario.awaitState(id, "completed");
    assertThat(scenario.calls(id)).doesNotContain("notes.write succeeded");
  }

  private String start(String key, String ticket, String page) {
    var request = Map.of("ticket", ticket, "document", "HB-12", "page", page);
    return scenario.start("internal-summary", key, Map.of("request", request));
  }
}
