package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.StewardApplication;
import dev.steward.database.TestDatabase;
import dev.steward.testing.Api;
import dev.steward.testing.CollectedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One trace from the application's call to the message that goes out, with a person and another node in between. */
class TracesIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final CollectedSpans SPANS = new CollectedSpans();

  @Configuration(proxyBeanMethods = false)
  static class Collected {

    @Bean
    SpanExporter spans() {
      return SPANS;
    }
  }

  @Test
  void followsAnInstanceOverPeopleAndNodes() {
    var database = TestDatabase.fresh();
    var started = new String[1];
    onNode(database, "first", api -> {
      var scenario = new Scenario(api.with("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));
      started[0] = scenario.start("traced-1", Scenario.FITTING_LEAD);
      new Scenario(api).awaitTask(started[0], "send-message");
    });
    var before = SPANS.all().size();
    onNode(database, "second", api -> {
      var scenario = new Scenario(api);
      scenario.decide("approver", scenario.awaitTask(started[0], "send-message"), "approve");
      scenario.awaitActive(started[0], "reply-received");
    });

    var spans = SPANS.all();
    var first = ofTrace(spans.subList(0, before));
    var second = ofTrace(spans.subList(before, spans.size()));
    assertThat(names(first)).contains(
      "http post /api/processes/{key}/instances",
      "invoke_agent account-researcher",
      "chat rehearsal",
      "execute_tool company.lookup"
    );
    assertThat(names(second)).contains(
      "invoke_agent outreach-sender",
      "execute_tool outreach.send"
    );
    assertThat(generative(spans))
      .isNotEmpty()
      .allMatch(span -> span.getTraceId().equals(TRACE));

    var chat = named(first, "chat rehearsal");
    assertThat(attribute(chat, "gen_ai.operation.name")).isEqualTo("chat");
    assertThat(attribute(chat, "gen_ai.request.model")).isEqualTo("rehearsal");
    assertThat(attribute(chat, "gen_ai.usage.input_tokens")).isNotBlank();
    assertThat(parent(first, chat).getName()).startsWith("invoke_agent ");
    assertThat(parent(first, named(first, "execute_tool company.lookup")).getName()).isEqualTo(
      "invoke_agent account-researcher"
    );

    var decision = named(spans, "http post /api/tasks/{id}/decision");
    assertThat(decision.getTraceId()).isNotEqualTo(TRACE);
    assertThat(second)
      .flatExtracting(SpanData::getLinks)
      .anyMatch(link -> link.getSpanContext().getTraceId().equals(decision.getTraceId()));
    assertThat(first).flatExtracting(SpanData::getLinks).isEmpty();
    assertThat(spans.toString()).doesNotContain("aoife.brennan@", "booking line");
  }

  private static void onNode(TestDatabase database, String name, Consumer<Api> work) {
    var arguments = Stream.of(
      "spring.datasource.url=" + database.url(),
      "spring.datasource.username=" + database.username(),
      "spring.datasource.password=" + database.password(),
      "steward.engine.node-id=" + name,
      "steward.demo.leads=false",
      "server.port=0"
    );
    try (
      var node = new SpringApplicationBuilder(StewardApplication.class, Collected.class).run(
        arguments.map(argument -> "--" + argument).toArray(String[]::new)
      )
    ) {
      int port = ((ServletWebServerApplicationContext) node).getWebServer().getPort();
      work.accept(Api.of("http://127.0.0.1:" + port));
    }
  }

  private static List<SpanData> ofTrace(List<SpanData> spans) {
    return spans
      .stream()
      .filter(span -> span.getTraceId().equals(TRACE))
      .toList();
  }

  private static List<SpanData> generative(List<SpanData> spans) {
    return spans
      .stream()
      .filter(span -> span.getName().matches("(invoke_agent|chat|execute_tool) .*"))
      .toList();
  }

  private static List<String> names(List<SpanData> spans) {
    return spans.stream().map(SpanData::getName).toList();
  }

  private static SpanData named(List<SpanData> spans, String name) {
    return spans
      .stream()
      .filter(span -> span.getName().equals(name))
      .findFirst()
      .orElseThrow(() -> new AssertionError(name + " is not among " + names(spans)));
  }

  private static SpanData parent(List<SpanData> spans, SpanData child) {
    return spans
      .stream()
      .filter(span -> span.getSpanId().equals(child.getParentSpanId()))
      .findFirst()
      .orElseThrow();
  }

  private static String attribute(SpanData span, String key) {
    return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key)));
  }
}
