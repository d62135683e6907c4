package dev.steward.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.database.TestDatabase;
import dev.steward.testing.Api;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The wire format as somebody else understands it: neither the server nor its checks are ours, only its fixtures. */
@SpringBootTest(
  webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
  properties = "steward.demo.leads=false"
)
@DirtiesContext
class ThirdPartyMockIT {

  static final Aimock AIMOCK = Aimock.start();

  @LocalServerPort
  int port;

  @DynamicPropertySource
  static void configure(DynamicPropertyRegistry registry) {
    TestDatabase.fresh().register(registry);
    Map.of("research", "large", "long", "large", "short", "small").forEach((name, model) -> {
      registry.add("steward.models." + name + ".base-url", () -> AIMOCK.url() + "/v1");
      registry.add("steward.models." + name + ".model", () -> model);
    });
  }

  @AfterAll
  static void stop() {
    AIMOCK.close();
  }

  @Test
  void takesASensitiveLeadToItsEnd() {
    var run = LeadOutreachRun.start(
      Api.of("http://127.0.0.1:" + port),
      "LEAD-AIMOCK-1",
      LeadOutreachRun.sensitiveLead()
    );
    run.approve(run.awaitTask("tool-review"));
    run.reply("Thursday suits us well.");
    run.complete(run.awaitTask("user"), Map.of("next", Map.of("action", "call")));
    run.awaitCompleted();

    var conversations = conversations();
    assertThat(conversations)
      .extracting(entry -> entry.at("/response/status").asInt())
      .containsOnly(200);
    // Each turn of each agent met the one fixture that is meant for it.
    assertThat(conversations)
      .extracting(entry -> entry.at("/response/fixture/match"))
      .hasSize(13)
      .doesNotHaveDuplicates();
    assertThat(run.timeline("model-call"))
      .hasSize(13)
      .noneMatch(call -> call.path("rehearsal").asBoolean())
      .extracting(
        call -> call.at("/detail/inputTokens").asInt(),
        call -> call.at("/detail/outputTokens").asInt()
      )
      .contains(tuple(900, 40), tuple(1400, 120));
    assertThat(run.timeline("retry")).isEmpty();
    assertThat(run.instance().at("/variables/booking/slotId").asText()).isEqualTo(
      "slot-20400102T0900"
    );
    assertThat(run.effects())
      .hasSize(5)
      .allSatisfy(effect -> assertThat(effect.path("timesApplied").asInt()).isEqualTo(1));
  }

  private static List<JsonNode> conversations() {
    return AIMOCK.journal()
      .stream()
      .filter(entry -> entry.path("path").asText().endsWith("/chat/completions"))
      .toList();
  }
}
