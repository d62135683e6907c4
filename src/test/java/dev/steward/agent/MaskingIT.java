package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.model.Conversation;
import dev.steward.model.Fault;
import dev.steward.model.Reply;
import dev.steward.testing.CollectedSpans;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;

/**
 * Secrets are planted wherever they come into a run: in a variable, in what a model says, in its reasons, in arguments that
 * break the schema, in what a target answers and complains about, in a reviewer's words, and in what Steward signs in with.
 * Then everything that is kept for others to read is searched.
 */
@AutoConfigureObservability
@Import(CollectedSpans.class)
@ExtendWith(OutputCaptureExtension.class)
class MaskingIT extends AgentRunIT {

  private static final String CARD = "4111111111111111";
  private static final String BROKEN_CARD = "4111-1111-1111-1111";
  private static final String HOLDER = "Planted Holder";
  private static final String IBAN = "CH9300762011623852957";
  private static final String OTHER_IBAN = "DE89370400440532013000";
  private static final List<String> PLANTED = List.of(
    CARD,
    BROKEN_CARD,
    HOLDER,
    IBAN,
    OTHER_IBAN,
    CREDENTIAL,
    MODEL_KEY
  );

  @Autowired
  private CollectedSpans spans;

  @Test
  void keepsSecretsToWhomTheyAreFor(CapturedOutput log) throws Exception {
    var errand = started("charged-errand", "app", Map.of("card", CARD), begun -> {
      begun.says(this::script);
      EFFECTS.once(begun.name(), "note", Effects.answer(echo("item", CARD, "holder", HOLDER)));
      EFFECTS.once(begun.name(), "note", (request, deed) -> declined());
      begun.once(Fault.status(500));
    });

    var review = errand.awaitTask("tool-review");
    errand
      .decide(
        "approver",
        review,
        Map.of(
          "decision",
          "edit",
          "arguments",
          Map.of("errand", errand.name(), "item", OTHER_IBAN),
          "comment",
          "Not to " + IBAN + " but to " + OTHER_IBAN
        )
      )
      .expect(204);
    errand.awaitPassed("errand-run");

    assertThat(errand.callsInShort()).containsExactly(
      "1.0 demo.charge succeeded",
      "2.0 demo.charge refused",
      "3.0 demo.charge failed",
      "4.0 demo.secret succeeded"
    );
    assertThat(EFFECTS.applied(errand.name())).contains("note " + OTHER_IBAN);
    assertThat(leaks(kept(errand, log))).isEmpty();
  }

  private static List<String> leaks(Map<String, String> kept) {
    return kept
      .entrySet()
      .stream()
      .flatMap(place ->
        PLANTED.stream()
          .filter(place.getValue()::contains)
          .map(secret -> secret + " in " + place.getKey())
      )
      .toList();
  }

  private Reply script(Conversation conversation) {
    var errand = conversation.data().path("errand").asText();
    if (!conversation.data().has("card")) {
      return done("thanked");
    }
    return switch (conversation.turn()) {
      case 0 -> charge(errand, "a", CARD);
      case 1 -> charge(errand, "b", BROKEN_CARD);
      case 2 -> charge(errand, "c", CARD);
      case 3 -> Reply.call("demo_secret", Map.of("errand", errand, "item", IBAN)).saying(
        "The money goes to " + IBAN
      );
      default -> done("charged");
    };
  }

  private static Reply charge(String errand, String item, String card) {
    return Reply.call("demo_charge", Map.of("errand", errand, "item", item, "card", card)).saying(
      "I charge the card " + card
    );
  }

  private Effects.Answer declined() {
    return new Effects.Answer(422, echo("message", "Card " + CARD + " was declined"));
  }

  private JsonNode echo(String... members) {
    var body = json.createObjectNode();
    for (int i = 0; i < members.length; i += 2) {
      body.put(members[i], members[i + 1]);
    }
    return body;
  }

  /** Everything that tells others of the errand, by where it is kept. */
  private Map<String, String> kept(Errand errand, CapturedOutput log) throws Exception {
    var kept = new TreeMap<String, String>();
    kept.put("log", log.getAll());
    await("the last spans")
      .atMost(PATIENCE)
      .until(() -> spans.texts().contains("invoke_agent clerk"));
    kept.put("spans", spans.texts());
    kept.put(
      "measures",
      new String(api.as("operator").bytes("/actuator/prometheus"), StandardCharsets.UTF_8)
    );
    kept.put(
      "audit trail",
      api
        .as("auditor")
        .get("/api/audit?instanceId=" + errand.instance())
        .ok()
        .toString()
    );
    kept.put(
      "rows of the trail",
      String.join(
        "\n",
        jdbc.sql("SELECT entry::text FROM audit_entry entry").query(String.class).list()
      )
    );
    kept.put(
      "run",
      api
        .as("operator")
        .get("/api/runs/" + errand.run())
        .ok()
        .toString()
    );
    for (var path : List.of("timeline", "account")) {
      kept.put(
        path,
        api
          .as("auditor")
          .get("/api/instances/" + errand.instance() + "/" + path)
          .ok()
          .toString()
      );
    }
    kept.put(
      "prompts of the other agent",
      errand
        .requests()
        .stream()
        .filter(request -> request.agent().equals("clerk"))
        .map(request -> request.request().toString())
        .toList()
        .toString()
    );
    kept.putAll(evidence(errand));
    assertThat(kept.get("audit trail")).contains("[masked]");
    assertThat(kept.get("spans")).contains("execute_tool demo.charge");
    assertThat(kept.get("prompts of the other agent")).contains(errand.name());
    return kept;
  }

  private Map<String, String> evidence(Errand errand) throws Exception {
    var files = new TreeMap<String, String>();
    var bundle = api.as("auditor").bytes("/api/instances/" + errand.instance() + "/evidence");
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
      for (var file = zip.getNextEntry(); file != null; file = zip.getNextEntry()) {
        files.put(
          "evidence " + file.getName(),
          new String(zip.readAllBytes(), StandardCharsets.UTF_8)
        );
      }
    }
    return files;
  }
}
