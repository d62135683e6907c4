package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The agent proposes; the clinician decides, and patients hear nothing from here. */
class TriageNoteIT extends ApplicationIT {

  @Test
  void filesTheNoteAsTheClinicianHasIt() {
    var id = start("triage-1", "P-1001", "I have had a cough since Friday.");

    var review = scenario.awaitTask(id, "propose-note");
    assertThat(review.at("/groups/0").asText()).isEqualTo("clinicians");
    assertThat(review.at("/review/rules").findValuesAsText("id")).contains("approval-clinical");
    assertThat(review.at("/review/arguments/urgency").asText()).isEqualTo("soon");
    api
      .as("approver")
      .post(
        "/api/tasks/" + review.path("id").asText() + "/decision",
        Scenario.edited(review, "urgency", "urgent")
      )
      .expect(204);

    scenario.awaitState(id, "completed");
    assertThat(scenario.calls(id)).containsExactly(
      "patients.read-record succeeded",
      "patients.file-note succeeded"
    );
    assertThat(scenario.instance(id).at("/variables/note/status").asText()).isEqualTo("filed");
  }

  @Test
  void leavesTheNoteToTheClinicianWhoRejectsTheProposal() {
    var id = start("triage-2", "P-1002", "My chest feels tight.");

    var review = scenario.awaitTask(id, "propose-note");
    assertThat(review.at("/review/arguments/urgency").asText()).isEqualTo("emergency");
    scenario.decide("approver", review, "reject");

    var byHand = scenario.awaitTask(id, "write-note");
    assertThat(byHand.at("/groups/0").asText()).isEqualTo("clinicians");
    assertThat(scenario.calls(id)).containsExactly("patients.read-record succeeded");
  }

  private String start(String key, String patient, String message) {
    return scenario.start(
      "triage-note",
      key,
      Map.of("contact", Map.of("patient", patient, "message", message))
    );
  }
}
