package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.model.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Who changes what they approve cannot decide on more than the tables let them decide on. */
@TestPropertySource(properties = "steward.policies=src/test/resources/refund-policies")
class EditedReviewIT extends AgentRunIT {

  @Test
  void anEditThatAnotherGroupHasToLookAtIsPutToThatGroup() {
    var errand = refund(50);
    var small = errand.awaitTask("tool-review");
    assertThat(groups(small)).isEqualTo("[\"sales-approvers\"]");

    errand.decide("approver", small, edit(errand, 5_000)).expect(204);

    var large = errand.awaitTask("tool-review");
    assertThat(groups(large)).isEqualTo("[\"operations\"]");
    assertThat(large.at("/review/arguments/amount").asInt()).isEqualTo(5_000);
    assertThat(EFFECTS.applied(errand.name())).isEmpty();

    errand.decide("operator", large, Map.of("decision", "approve")).expect(204);

    errand.awaitPassed("errand-run");
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a");
    assertThat(
      errand.calls().getFirst().result().at("/_review/argumentsAsRun/amount").asInt()
    ).isEqualTo(5_000);
  }

  @Test
  void anEditThatTheSameGroupMayDecideOnRuns() {
    var errand = refund(50);

    errand.decide("approver", errand.awaitTask("tool-review"), edit(errand, 60)).expect(204);

    errand.awaitPassed("errand-run");
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a");
  }

  private Errand refund(int amount) {
    return started("bounded-errand", "app", begun ->
      begun.says(Reply.call("demo_refund", arguments(begun, amount)), done("well"))
    );
  }

  private static Map<String, Object> edit(Errand errand, int amount) {
    return Map.of("decision", "edit", "arguments", arguments(errand, amount));
  }

  private static Map<String, Object> arguments(Errand errand, int amount) {
    return Map.of("errand", errand.name(), "item", "a", "amount", amount);
  }

  private static String groups(JsonNode task) {
    return task.path("groups").toString();
  }
}
