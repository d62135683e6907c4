package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.sandbox.SandboxFixture.Answer;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

class SandboxTest {

  private static final String MESSAGE = """
  {'account': 'email-001', 'channel': 'email', 'recipient': 'marta.devries@harbourline.example',
   'subject': 'Depot scheduling', 'body': 'Good morning'}
  """;

  private static SandboxFixture sandbox;

  @BeforeAll
  static void start() {
    sandbox = new SandboxFixture();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @BeforeEach
  void reset() {
    sandbox.reset();
  }

  @Test
  void answersTwentyParallelCallsWithOneKeyFromOneApplication() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Answer> send = () -> sandbox.post("/sandbox/outreach/messages", "one", MESSAGE);
      var answers = threads.invokeAll(
        IntStream.range(0, 20)
          .mapToObj(i -> send)
          .toList()
      );
      var first = answers.getFirst().get();
      assertThat(first.status()).isEqualTo(200);
      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo(first);
      }
    }
    assertThat(count("sandbox_message")).isEqualTo(1);
    assertThat(sandbox.effect("one").path("timesReceived").asInt()).isEqualTo(20);
    assertThat(sandbox.effect("one").path("timesApplied").asInt()).isEqualTo(1);
  }

  @Test
  void refusesAKeyThatCameWithAnotherBody() {
    sandbox.post("/sandbox/outreach/messages", "one", MESSAGE);
    var other = sandbox.post(
      "/sandbox/outreach/messages",
      "one",
      MESSAGE.replace("morning", "evening")
    );
    assertThat(other.status()).isEqualTo(422);
    assertThat(code(other)).isEqualTo("idempotency-key-reused");
    assertThat(count("sandbox_message")).isEqualTo(1);
  }

  @Test
  void tellsCallsApartThatDifferOnlyInTheirPath() {
    var update = "{'status': 'contacted'}";
    var method = HttpMethod.PATCH;
    sandbox.call(method, "/sandbox/crm/leads/jonas.holm@larkfield.example", "one", update);
    var other = sandbox.call(method, "/sandbox/crm/leads/x@new.example", "one", update);
    assertThat(code(other)).isEqualTo("idempotency-key-reused");
  }

  @Test
  void appliesEveryWriteWithoutAKey() {
    sandbox.post("/sandbox/outreach/messages", null, MESSAGE);
    sandbox.post("/sandbox/outreach/messages", null, MESSAGE);
    var effects = sandbox.get("/sandbox/effects").body().path("items");
    assertThat(effects).hasSize(2);
    assertThat(effects.findValuesAsText("idempotencyKey")).allMatch(k ->
      k.startsWith("generated-")
    );
    assertThat(count("sandbox_message")).isEqualTo(2);
  }

  @Test
  void countsButDoesNotApplyWhatAFaultStruckBefore() {
    fault("{'system': 'outreach', 'failureRate': 1, 'status': 502}");
    var failed = sandbox.post("/sandbox/outreach/messages", "one", MESSAGE);
    assertThat(failed.status()).isEqualTo(502);
    assertThat(code(failed)).isEqualTo("injected-fault");
    assertThat(count("sandbox_message")).isZero();
    assertThat(sandbox.effect("one").path("timesReceived").asInt()).isEqualTo(1);
    assertThat(sandbox.effect("one").path("timesApplied").asInt()).isZero();
  }

  @Test
  void answersARetryFromWhatWasAppliedBeforeTheFaultStruck() {
    fault("{'system': 'outreach', 'failureRate': 1, 'phase': 'after'}");
    assertThat(sandbox.post("/sandbox/outreach/messages", "one", MESSAGE).status()).isEqualTo(503);
    assertThat(count("sandbox_message")).isEqualTo(1);
    sandbox.call(HttpMethod.DELETE, "/sandbox/faults", null, null);
    assertThat(sandbox.post("/sandbox/outreach/messages", "one", MESSAGE).status()).isEqualTo(200);
    assertThat(count("sandbox_message")).isEqualTo(1);
    assertThat(sandbox.effect("one").path("timesReceived").asInt()).isEqualTo(2);
    assertThat(sandbox.effect("one").path("timesApplied").asInt()).isEqualTo(1);
  }

  @Test
  void strikesOnlyTheOperationThatAFaultNames() {
    fault("{'system': 'crm', 'operation': 'update-lead', 'failureRate': 1}");
    var email = "jonas.holm@larkfield.example";
    var activity = "{'email': '%s', 'type': 'call', 'note': 'Called'}".formatted(email);
    assertThat(sandbox.post("/sandbox/crm/activities", null, activity).status()).isEqualTo(200);
    assertThat(
      sandbox.put("/sandbox/crm/leads/" + email, "{'status': 'contacted'}").status()
    ).isEqualTo(503);
  }

  @Test
  void holdsNoConnectionWhileItIsSlow() throws Exception {
    fault("{'system': 'outreach', 'latencyMs': 1500}");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow = threads.submit(() -> sandbox.post("/sandbox/outreach/messages", "one", MESSAGE));
      await().until(() -> sandbox.effect("one").path("timesReceived").asInt() == 1);
      assertThat(sandbox.pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      assertThat(slow.isDone()).isFalse();
      assertThat(slow.get().status()).isEqualTo(200);
    }
  }

  @Test
  void letsTheCallerCorrectARefusedRequestUnderItsKey() {
    var wrong = MESSAGE.replace("'email',", "'linkedin',");
    var refused = sandbox.post("/sandbox/outreach/messages", "one", wrong);
    assertThat(code(refused)).isEqualTo("account-channel-mismatch");
    assertThat(sandbox.post("/sandbox/outreach/messages", "one", MESSAGE).status()).isEqualTo(200);
  }

  @Test
  void namesTheFieldsThatAreInvalid() {
    var answer = sandbox.post("/sandbox/outreach/messages", "one", "{'channel': 'fax'}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(code(answer)).isEqualTo("validation-failed");
    assertThat(answer.body().path("errors").findValuesAsText("path")).contains("/channel", "/body");
    assertThat(code(sandbox.post("/sandbox/outreach/messages", "one", "{"))).isEqualTo(
      "malformed-request"
    );
    assertThat(code(sandbox.put("/sandbox/faults", "{'system': 'payroll'}"))).isEqualTo(
      "validation-failed"
    );
  }

  @Test
  void findsCompaniesByNameOrDomain() {
    var company = sandbox.get("/sandbox/companies?name=harbourline%20LOGISTICS");
    assertThat(company.body().path("employees").asInt()).isEqualTo(420);
    assertThat(company.body().at("/news/0/headline").asText()).contains("Gdansk");
    assertThat(sandbox.get("/sandbox/companies?name=vantera.example").status()).isEqualTo(200);
    var unknown = sandbox.get("/sandbox/companies?name=Greyfen");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(code(unknown)).isEqualTo("company-not-found");
  }

  @Test
  void remembersWhatWasDoneWithALead() {
    var email = "new@greyfen.example";
    assertThat(
      sandbox
        .get("/sandbox/crm/history?email=" + email)
        .body()
        .path("known")
        .asBoolean()
    ).isFalse();
    sandbox.post(
      "/sandbox/crm/activities",
      null,
      "{'email': '%s', 'type': 'outreach', 'note': 'Wrote', 'dueAt': '2026-12-01T09:00:00Z'}".formatted(
        email
      )
    );
    var update = sandbox.put("/sandbox/crm/leads/" + email, "{'status': 'contacted', 'note': 'n'}");
    assertThat(update.body().path("previousStatus").asText()).isEqualTo("new");
    var history = sandbox.get("/sandbox/crm/history?email=" + email).body();
    assertThat(history.at("/contacts/0/status").asText()).isEqualTo("contacted");
    assertThat(history.at("/activities/0/dueAt").asText()).isEqualTo("2026-12-01T09:00:00Z");
  }

  @Test
  void collectsTheRepliesToAMessage() {
    var sent = sandbox.post("/sandbox/outreach/messages", "one", MESSAGE).body();
    var byKey = sandbox.get("/sandbox/outreach/messages?idempotencyKey=one").body();
    assertThat(byKey.path("messageId")).isEqualTo(sent.path("messageId"));
    var replies = "/sandbox/outreach/messages/" + sent.path("messageId").asText() + "/replies";
    assertThat(sandbox.post(replies, null, "{'body': 'Tell me more'}").status()).isEqualTo(200);
    var inbox = sandbox.get("/sandbox/outreach/inbox?sender=marta.devries@harbourline.example");
    assertThat(inbox.body().at("/items/0/body").asText()).isEqualTo("Tell me more");
  }

  @Test
  void offersSlotsOnWorkingDaysAndBooksAndCancelsThem() {
    var slots = sandbox.get("/sandbox/calendar/slots?count=17").body().path("items");
    assertThat(slots.at("/0/start").asText()).isEqualTo("2026-11-23T09:00:00Z");
    assertThat(slots.at("/16/slotId").asText()).isEqualTo("slot-20261124T0900");
    var body = "{'slotId': '%s', 'attendee': 'a@b.example', 'title': 'Call'}";
    var booked = sandbox.post(
      "/sandbox/calendar/bookings",
      "one",
      body.formatted(slots.at("/3/slotId").asText())
    );
    assertThat(booked.body().path("start").asText()).isEqualTo("2026-11-23T10:30:00Z");
    var cancel =
      "/sandbox/calendar/bookings/" + booked.body().path("bookingId").asText() + "/cancel";
    for (var key : new String[] { "two", "three" }) {
      assertThat(
        sandbox.post(cancel, key, "{'reason': 'CRM failed'}").body().path("status").asText()
      ).isEqualTo("cancelled");
    }
    for (var slot : new String[] {
      "slot-20261122T0900",
      "slot-20261123T0915",
      "slot-20251124T0900",
      "x",
    }) {
      var refused = sandbox.post("/sandbox/calendar/bookings", null, body.formatted(slot));
      assertThat(code(refused)).isEqualTo("slot-unknown");
    }
  }

  private static void fault(String body) {
    assertThat(sandbox.put("/sandbox/faults", body).status()).isEqualTo(200);
  }

  private static String code(Answer answer) {
    return answer.body().path("code").asText();
  }

  private static int count(String table) {
    return sandbox.jdbc
      .sql("SELECT count(*) FROM " + table)
      .query(Integer.class)
      .single();
  }
}
