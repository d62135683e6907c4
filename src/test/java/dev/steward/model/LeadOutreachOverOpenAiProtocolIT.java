package dev.steward.model;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.database.TestDatabase;
import dev.steward.testing.Api;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The sample workflow with models that answer over the network, one of which is busy once and another talks nonsense once. */
@SpringBootTest(
  webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
  properties = "steward.demo.leads=false"
)
@DirtiesContext
class LeadOutreachOverOpenAiProtocolIT {

  static final ScriptedModelServer SERVER = ScriptedModelServer.saying(new LeadOutreachScript());

  @LocalServerPort
  int port;

  @DynamicPropertySource
  static void configure(DynamicPropertyRegistry registry) {
    TestDatabase.fresh().register(registry);
    model(registry, "research", SERVER.url() + "/v1", "large");
    model(registry, "long", SERVER.url() + "/v1", "large");
    model(registry, "short", SERVER.url(), "small");
  }

  private static void model(
    DynamicPropertyRegistry registry,
    String name,
    String url,
    String model
  ) {
    var prices = Prices.of(model);
    var prefix = "steward.models." + name + ".";
    registry.add(prefix + "base-url", () -> url);
    registry.add(prefix + "key", () -> "key-of-" + name);
    registry.add(prefix + "model", () -> model);
    registry.add(prefix + "input-usd-per-million", prices::input);
    registry.add(prefix + "cached-usd-per-million", prices::cached);
    registry.add(prefix + "output-usd-per-million", prices::output);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void takesASensitiveLeadToItsEnd() {
    SERVER.once(turn("crm-historian", 1), Fault.rateLimited("1"));
    SERVER.once(turn("compliance-checker", 0), Fault.Nonsense.ANSWER_BREAKS_SCHEMA);

    var run = LeadOutreachRun.start(
      Api.of("http://127.0.0.1:" + port),
      "LEAD-WIRE-1",
      LeadOutreachRun.sensitiveLead()
    );
    var review = run.awaitTask("tool-review");
    assertThat(review.at("/review/tool").asText()).isEqualTo("outreach.send");
    assertThat(review.at("/review/rehearsal").asBoolean()).isFalse();
    assertThat(sent(run)).isEmpty();
    run.approve(review);
    run.reply("Thursday suits us well.");
    var next = run.awaitTask("user");
    run.complete(next, Map.of("next", Map.of("action", "call")));
    run.awaitCompleted();

    var variables = run.instance().path("variables");
    assertThat(variables.at("/research/employees").asInt()).isPositive();
    assertThat(variables.at("/analysis/summary").asText()).endsWith("Thursday suits us well.");
    assertThat(variables.at("/followUp/note").asText()).isEqualTo("Logged as 2 activities.");
    assertConversationsWereWellFormed();
    assertModelCallsAreOnTheTimeline(run);
    assertEverythingHappenedOnce(run);
  }

  private static void assertConversationsWereWellFormed() {
    assertThat(SERVER.breaches()).isEmpty();
    var modelsOfAgents = SERVER.requests()
      .stream()
      .map(ScriptedModelServer.Recorded::conversation)
      .collect(groupingBy(Conversation::agent, mapping(Conversation::model, toSet())));
    assertThat(modelsOfAgents).containsOnly(
      entry("account-researcher", Set.of("large")),
      entry("crm-historian", Set.of("small")),
      entry("fit-scorer", Set.of("large")),
      entry("outreach-writer", Set.of("large")),
      entry("compliance-checker", Set.of("small")),
      entry("outreach-sender", Set.of("small")),
      entry("follow-up-coordinator", Set.of("small")),
      entry("reply-analyst", Set.of("small"))
    );
    assertThat(conversations("fit-scorer").getFirst().tools()).isEmpty();
    assertThat(conversations("outreach-sender").getFirst().tools()).containsExactly(
      "outreach_send"
    );
    // Asked twice the same: what was refused for its rate has lost nothing.
    assertThat(conversations("crm-historian").get(1).request()).isEqualTo(
      conversations("crm-historian").get(2).request()
    );
    assertThat(
      conversations("compliance-checker").getLast().messages().getLast().path("content").asText()
    ).contains("does not fit the schema");
    assertThat(SERVER.requests())
      .extracting(request -> request.headers().get("authorization"))
      .containsOnly("Bearer key-of-research", "Bearer key-of-long", "Bearer key-of-short");
  }

  private static void assertModelCallsAreOnTheTimeline(LeadOutreachRun run) {
    var calls = run.timeline("model-call");
    assertThat(calls).hasSameSizeAs(SERVER.answers()).hasSize(14);
    assertThat(calls).noneMatch(call -> call.path("rehearsal").asBoolean());
    assertThat(calls)
      .extracting(
        call -> call.at("/detail/model").asText(),
        call -> call.at("/detail/providerModel").asText()
      )
      .containsOnly(
        tuple("research", "large-2026-01-01"),
        tuple("long", "large-2026-01-01"),
        tuple("short", "small-2026-01-01")
      );
    assertThat(sum(calls, "inputTokens"))
      .isEqualTo(billed(ScriptedModelServer.Answered::input))
      .isPositive();
    assertThat(sum(calls, "cachedTokens"))
      .isEqualTo(billed(ScriptedModelServer.Answered::cached))
      .isPositive();
    assertThat(sum(calls, "outputTokens"))
      .isEqualTo(billed(ScriptedModelServer.Answered::output))
      .isPositive();
    var cost = calls
      .stream()
      .map(call -> call.path("costUsd").decimalValue())
      .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(cost).isEqualByComparingTo(
      SERVER.answers().stream().map(Prices::cost).reduce(BigDecimal.ZERO, BigDecimal::add)
    );
    assertThat(run.timeline("retry"))
      .singleElement()
      .satisfies(retry -> {
        assertThat(retry.path("activityId").asText()).isEqualTo("read-history");
        assertThat(retry.at("/detail/fault").asText()).isEqualTo("rate-limited");
      });
    assertThat(run.timeline("incident")).isEmpty();
  }

  private static void assertEverythingHappenedOnce(LeadOutreachRun run) {
    assertThat(run.effects())
      .extracting(
        effect -> effect.path("system").asText() + " " + effect.path("operation").asText(),
        effect -> effect.path("timesReceived").asInt(),
        effect -> effect.path("timesApplied").asInt()
      )
      .containsExactlyInAnyOrder(
        tuple("outreach send", 1, 1),
        tuple("crm log-activity", 1, 1),
        tuple("crm log-activity", 1, 1),
        tuple("calendar book", 1, 1),
        tuple("crm update-lead", 1, 1)
      );
  }

  private static List<JsonNode> sent(LeadOutreachRun run) {
    return run
      .effects()
      .stream()
      .filter(effect -> effect.path("system").asText().equals("outreach"))
      .toList();
  }

  private static Predicate<Conversation> turn(String agent, int turn) {
    return conversation -> conversation.agent().equals(agent) && conversation.turn() == turn;
  }

  private static List<Conversation> conversations(String agent) {
    return SERVER.requests()
      .stream()
      .map(ScriptedModelServer.Recorded::conversation)
      .filter(conversation -> conversation.agent().equals(agent))
      .toList();
  }

  private static int sum(List<JsonNode> calls, String count) {
    return calls
      .stream()
      .mapToInt(call -> call.path("detail").path(count).asInt())
      .sum();
  }

  private static int billed(ToIntFunction<ScriptedModelServer.Answered> count) {
    return SERVER.answers().stream().mapToInt(count).sum();
  }

  /** In USD a million tokens. */
  private record Prices(BigDecimal input, BigDecimal cached, BigDecimal output) {
    static Prices of(String model) {
      return model.startsWith("large")
        ? new Prices(new BigDecimal("3"), new BigDecimal("0.30"), new BigDecimal("15"))
        : new Prices(new BigDecimal("0.80"), new BigDecimal("0.08"), new BigDecimal("4"));
    }

    static BigDecimal cost(ScriptedModelServer.Answered answer) {
      var prices = of(answer.conversation().model());
      return prices.input
        .multiply(BigDecimal.valueOf(answer.input() - answer.cached()))
        .add(prices.cached.multiply(BigDecimal.valueOf(answer.cached())))
        .add(prices.output.multiply(BigDecimal.valueOf(answer.output())))
        .movePointLeft(6);
    }
  }
}
