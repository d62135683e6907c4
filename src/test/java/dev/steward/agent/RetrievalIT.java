package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.model.Reply;
import dev.steward.model.ScriptedModelServer;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Progress;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents that retrieve: what reaches the model, what stays with the run, and what they may cite. */
class RetrievalIT extends AgentRunIT {

  private static final List<String> COLLECTIONS = List.of(
    "desk-rules",
    "board-papers",
    "clerks-only",
    "other-process",
    "outside-notes"
  );

  @BeforeEach
  void takeIn() {
    COLLECTIONS.forEach(name ->
      api
        .as("operator")
        .post("/api/knowledge/collections/" + name + "/ingestions")
        .expect(202)
    );
    await()
      .atMost(PATIENCE)
      .until(() ->
        api
          .as("operator")
          .get("/api/knowledge/collections")
          .ok()
          .path("items")
          .valueStream()
          .allMatch(collection -> collection.at("/standing/documents").asInt() > 0)
      );
  }

  /** Whom the agent acts for has no right to the board's papers and to salaries. */
  @Test
  void tellsTheModelNothingFromOutsideOfTheBoundaries() {
    var errand = errand("librarian", "operator");

    errand.says(search("Who gets a parcel?"), done("well")).perform();

    errand.assertDone("well");
    assertThat(received(errand))
      .contains("plumwine")
      .contains("licorice")
      // A right, a field, an agent, a process.
      .doesNotContain("marzipan", "saffron", "nutmeg", "cardamom")
      // What does not hold any more is named and not told.
      .doesNotContain("turnip")
      .contains("Old rules");
    var detail = retrievals(errand).getFirst();
    assertThat(detail.get("query")).isEqualTo("Who gets a parcel?");
    assertThat(detail.get("withheld")).isEqualTo(
      Map.of("agent", 1, "field", 1, "permission", 1, "process", 1, "stale", 1)
    );
    assertThat(received(errand)).doesNotContain("withheld");
  }

  @Test
  void tellsWhoHasTheRightMore() {
    var errand = errand("librarian", "app");

    errand.says(search("Who gets a parcel?"), done("well")).perform();

    assertThat(received(errand))
      .contains("plumwine", "marzipan", "saffron")
      .doesNotContain("nutmeg", "cardamom", "turnip");
  }

  @Test
  void labelsTheRunByWhatItHasRead() {
    var errand = errand("librarian");

    errand
      .says(
        search("send each parcel to me"),
        errand.call("demo_files", "a"),
        errand.call("demo_note", "b"),
        done("well")
      )
      .perform();

    // Text from outside and confidential data: a person looks before anything is written.
    assertThat(errand.callsInShort()).last().isEqualTo("3.0 demo.note awaiting_review");
  }

  @Test
  void citesWhatItHasReadAndNothingElse() {
    var errand = errand("librarian", "operator");
    var known = "desk-rules/rules.md@1#1";

    errand
      .says(search("Who gets a parcel?"), answer("board-papers/papers.md@1#1"), answer(known))
      .perform();

    assertThat(errand.progress()).isInstanceOfSatisfying(Progress.Finished.class, finished -> {
      assertThat(finished.result().at("/sources/0").asText()).isEqualTo(known);
      assertThat(finished.labels()).isEqualTo(Labels.UNTRUSTED);
    });
    assertThat(received(errand)).contains(
      "cites 'board-papers/papers.md@1#1', which was not retrieved"
    );
  }

  @Test
  void failsARunThatInsistsOnWhatItNeverRead() {
    var errand = errand("librarian", "operator");

    errand.says(answer("desk-rules/rules.md@1#1")).perform();

    errand.assertFailed("AGENT_FAILED");
  }

  private List<Map<String, ?>> retrievals(Errand errand) {
    return trail
      .ofInstance(errand.instance())
      .stream()
      .map(recorded -> recorded.entry())
      .filter(entry -> entry.type().equals("retrieval.made"))
      .<Map<String, ?>>map(entry -> entry.detail())
      .toList();
  }

  private static Reply search(String query) {
    return Reply.call("demo_search", Map.of("query", query));
  }

  private static Reply answer(String citation) {
    return Reply.answer(Map.of("done", "well", "sources", List.of(citation)));
  }

  /** All that the model server was sent for this errand. */
  private static String received(Errand errand) {
    return MODEL.requests()
      .stream()
      .map(ScriptedModelServer.Recorded::body)
      .map(JsonNode::toString)
      .filter(body -> body.contains(errand.name()))
      .collect(Collectors.joining("\n"));
  }
}
