package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where data comes from stays known: within a run, in the variables it writes, and for the agents that read those. */
class LabelsIT extends AgentRunIT {

  @ParameterizedTest
  @CsvSource({
    "'',                     1.0 demo.note succeeded",
    "demo_web,               2.0 demo.note succeeded",
    "demo_files,             2.0 demo.note succeeded",
    "demo_web demo_files,    3.0 demo.note awaiting_review",
    "demo_files demo_web,    3.0 demo.note awaiting_review",
  })
  void asksAPersonWhereOutsideTextAndConfidentialDataMeet(String reads, String outcome) {
    var errand = errand("bounded");
    var replies = Stream.concat(
      Stream.of(reads.split(" ")).filter(tool -> !tool.isEmpty()),
      Stream.of("demo_note")
    )
      .map(tool -> errand.call(tool, "a"))
      .toList();
    errand.says(conversation ->
      conversation.turn() < replies.size() ? replies.get(conversation.turn()) : done("well")
    );

    errand.perform();

    assertThat(errand.callsInShort()).last().isEqualTo(outcome);
  }

  @Test
  void labelsTheResultByAllThatWasRead() {
    var errand = errand("bounded");
    errand
      .says(errand.call("demo_web", "a"), errand.call("demo_files", "b"), done("well"))
      .perform();

    assertThat(errand.progress()).isInstanceOfSatisfying(Progress.Finished.class, finished ->
      assertThat(finished.labels()).isEqualTo(new Labels(true, true))
    );
  }

  @Test
  void followsDataFromAgentToAgent() {
    var errand = begin(false);

    var review = errand.awaitTask("tool-review");

    assertThat(texts(review.at("/review/labels"))).containsExactly("untrusted", "confidential");
    assertThat(review.path("groups")).extracting(JsonNode::asText).containsExactly("operations");
    assertThat(labels(errand)).containsExactly(
      "errand untrusted by start",
      "found untrusted, confidential by gather",
      "vouched  by start"
    );
    assertThat(EFFECTS.applied(errand.name())).isEmpty();
  }

  @Test
  void forgetsALabelOnlyWhereAPersonVouchesForTheData() {
    var errand = begin(true);
    var look = errand.awaitTask("user");
    assertThat(
      api
        .as("operator")
        .get("/api/tasks/" + look.path("id").asText() + "/form")
        .ok()
        .path("clears")
        .toString()
    ).isEqualTo("{\"variables\":[\"errand\",\"found\"],\"labels\":[\"untrusted\"]}");

    api
      .as("operator")
      .post("/api/tasks/" + look.path("id").asText() + "/complete", Map.of("variables", Map.of()))
      .expect(204);

    errand.awaitPassed("errand-run");
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note b");
    assertThat(labels(errand)).containsExactly(
      "answer confidential by act",
      "errand  by operator",
      "found confidential by operator",
      "vouched  by start"
    );
    assertThat(
      jdbc
        .sql(
          "SELECT actor || ': ' || title FROM audit_entry WHERE instance_id = :instance AND type = 'labels.cleared'"
        )
        .param("instance", errand.instance())
        .query(String.class)
        .list()
    ).containsExactly("operator: Cleared untrusted of errand, found");
  }

  /** The first agent reads confidential files for what somebody outside has sent; the second writes. */
  private Errand begin(boolean vouched) {
    return started("labelled-errand", "app", Map.of("vouched", vouched), begun ->
      begun.says(conversation -> {
        if (conversation.turn() > 0) {
          return done("well");
        }
        return conversation.data().has("found")
          ? begun.call("demo_note", "b")
          : begun.call("demo_files", "a");
      })
    );
  }

  private List<String> labels(Errand errand) {
    return jdbc
      .sql(
        """
        SELECT name || ' ' || concat_ws(', ', CASE WHEN untrusted THEN 'untrusted' END,
          CASE WHEN confidential THEN 'confidential' END) || ' by ' || source
        FROM variable_label WHERE root_id = :instance ORDER BY name
        """
      )
      .param("instance", errand.instance())
      .query(String.class)
      .list();
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
