package dev.steward.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.identity.Role;
import dev.steward.scenario.ApplicationIT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flowable.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

@TestPropertySource(properties = { "steward.live.heartbeat=500ms", "steward.live.per-person=2" })
class LiveIT extends ApplicationIT {

  @MockitoSpyBean
  private People people;

  @Autowired
  private RepositoryService repository;

  @Autowired
  private Streams streams;

  @Autowired
  private Feed feed;

  @LocalServerPort
  private int port;

  private final List<Listener> listeners = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void deploy() {
    if (
      repository.createProcessDefinitionQuery().processDefinitionKey("access-check").count() == 0
    ) {
      repository.createDeployment().addClasspathResource("access/access-check.bpmn20.xml").deploy();
    }
  }

  @AfterEach
  void leave() {
    listeners.forEach(Listener::close);
    await().until(streams::isEmpty);
  }

  @Test
  void tellsWithinTwoSecondsWhoeverMaySeeIt() {
    var operator = listen("operator");
    var app = listen("app");
    operator.awaitBegin();
    app.awaitBegin();

    var others = start("analyst");

    await()
      .atMost(Duration.ofSeconds(2))
      .until(() -> operator.heard("instances", others));
    await()
      .atMost(Duration.ofSeconds(2))
      .until(() -> operator.heard("tasks", ""));
    var own = start("app");
    await()
      .atMost(Duration.ofSeconds(2))
      .until(() -> app.heard("instances", own));
    assertThat(app.heard("instances", others)).isFalse();
  }

  @Test
  void tellsOfSwitchesAndNeverWhatTheySay() {
    var approver = listen("approver");
    approver.awaitBegin();
    var body = Map.of("enabled", false, "reason", "a secret reason");

    api.as("operator").put("/api/tools/crm.history/switch", body).expect(200);
    try {
      await()
        .atMost(Duration.ofSeconds(2))
        .until(() -> approver.heard("switches", "crm.history"));
      assertThat(approver.lines).noneMatch(line -> line.contains("secret"));
    } finally {
      api
        .as("operator")
        .put("/api/tools/crm.history/switch", Map.of("enabled", true, "reason", "again"))
        .expect(200);
    }
  }

  @Test
  void saysThatAnythingMayHaveChangedToWhoeverComesBack() {
    var first = listen("operator");
    first.awaitBegin();

    var again = listen("operator", "7");

    await()
      .atMost(Duration.ofSeconds(2))
      .until(() -> again.heard("tasks", "") && again.heard("deployments", ""));
    var app = listen("app", "7");
    await().until(() -> app.heard("switches", ""));
    assertThat(again.heard("incidents", "")).isTrue();
    assertThat(app.heard("incidents", "")).isFalse();
    assertThat(app.heard("deployments", "")).isFalse();
  }

  @Test
  void staysOpenWithoutNews() {
    var approver = listen("approver");

    await().until(
      () ->
        approver.lines
          .stream()
          .filter(line -> line.startsWith(":still"))
          .count() > 2
    );
    assertThat(approver.ended.get()).isFalse();
  }

  @Test
  void endsWhenARoleIsTakenAway() {
    var approver = listen("approver");
    var operator = listen("operator");
    approver.awaitBegin();
    var before = people.find("approver").orElseThrow();
    var less = new Actor(
      before.name(),
      before.displayName(),
      Set.of(Role.APP),
      before.groups(),
      before.permissions()
    );
    Mockito.doReturn(Optional.of(less)).when(people).find("approver");

    await().atMost(Duration.ofSeconds(5)).untilTrue(approver.ended);
    assertThat(operator.ended.get()).isFalse();
  }

  @Test
  void letsNobodyHaveTooMany() {
    var first = listen("operator");
    listen("operator");
    first.awaitBegin();
    await().until(() -> listeners.stream().allMatch(listener -> !listener.lines.isEmpty()));

    var third = api.as("operator").get("/api/events");

    assertThat(third.status()).isEqualTo(429);
    assertThat(third.code()).isEqualTo("too-many-streams");
    first.close();
    var operator = people.find("operator").orElseThrow();
    await().until(() -> streams.of(operator) < 2);
    listen("operator").awaitBegin();
  }

  private String start(String person) {
    return api
      .as(person)
      .post(
        "/api/processes/access-check/instances",
        Map.of("businessKey", UUID.randomUUID().toString(), "variables", Map.of())
      )
      .expect(201)
      .path("id")
      .asText();
  }

  private Listener listen(String person) {
    return listen(person, "");
  }

  private Listener listen(String person, String lastEventId) {
    var listener = new Listener(person, lastEventId);
    listeners.add(listener);
    return listener;
  }

  private final class Listener {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Thread thread;

    Listener(String person, String lastEventId) {
      var credentials = (person + ":" + person).getBytes(StandardCharsets.UTF_8);
      var request = HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + port + "/api/events")
      ).header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
      if (!lastEventId.isEmpty()) {
        request.header("Last-Event-ID", lastEventId);
      }
      thread = Thread.ofVirtual().start(() -> read(request.build()));
    }

    private void read(HttpRequest request) {
      try {
        HttpResponse<java.util.stream.Stream<String>> answer = http.send(
          request,
          BodyHandlers.ofLines()
        );
        if (answer.statusCode() == 200) {
          answer.body().forEach(lines::add);
        }
      } catch (Exception e) {
        Thread.currentThread().interrupt();
      } finally {
        ended.set(true);
      }
    }

    boolean heard(String topic, String id) {
      return lines
        .stream()
        .anyMatch(
          line ->
            line.startsWith("data:") && line.contains("\"" + topic + "\"") && line.contains(id)
        );
    }

    void awaitBegin() {
      await().until(() -> !lines.isEmpty());
      // Whatever happens from here on is told by its id, and not as one of all that may have been missed.
      feed.look();
    }

    void close() {
      thread.interrupt();
    }
  }
}
