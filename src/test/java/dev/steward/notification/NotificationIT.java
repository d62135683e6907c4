package dev.steward.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.steward.outbound.WebhookSignature;
import dev.steward.process.task.TaskIT;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.flowable.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A real mail server and a real webhook. Paula, petra, ines and otto have addresses; approver has none. */
@TestPropertySource(
  properties = {
    "steward.tasks.due-soon=1s",
    "steward.notification.base-url=https://steward.example/",
    "steward.notification.mail.from=steward@steward.example",
    "steward.notification.webhook.secret=a-secret-of-the-test",
    "steward.notification.webhook.reach=anywhere",
    "steward.notification.first-pause=1s",
    "steward.notification.attempts=3",
  }
)
class NotificationIT extends TaskIT {

  private static final int MAIL_PORT = freePort();
  private static final List<Request> REQUESTS = new CopyOnWriteArrayList<>();
  private static final AtomicInteger FAILURES = new AtomicInteger();
  private static final HttpServer WEBHOOK = webhook();
  private static GreenMail mail = mailServer();

  @Autowired
  private Outbox outbox;

  @Autowired
  private Recipients recipients;

  @Autowired
  private Wording wording;

  @Autowired
  private NotificationProperties properties;

  @Autowired
  private ObjectProvider<Transport> transports;

  @Autowired
  private PlatformTransactionManager transactions;

  @Autowired
  private RuntimeService runtime;

  private record Request(String signature, String delivery, byte[] body) {
    JsonNode json() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry registry) {
    registry.add("spring.mail.host", () -> "127.0.0.1");
    registry.add("spring.mail.port", () -> MAIL_PORT);
    registry.add("steward.notification.webhook.url", () ->
      "http://127.0.0.1:%d/hook".formatted(WEBHOOK.getAddress().getPort())
    );
  }

  @BeforeEach
  void begin() {
    jdbc.sql("DELETE FROM notification_preference").update();
    FAILURES.set(0);
  }

  @AfterAll
  static void stop() {
    mail.stop();
    WEBHOOK.stop(0);
  }

  @Test
  void tellsEveryMemberOfTheGroupOnceAndNothingFromVariables() throws Exception {
    var task = paper("mail-1");

    awaitStates(task, Map.of("paula", "sent", "petra", "sent", "webhook", "sent"));

    var mails = mailsAbout("mail-1");
    assertThat(mails)
      .extracting(NotificationIT::to)
      .containsExactlyInAnyOrder("paula@steward.example", "petra@steward.example");
    var text = GreenMailUtil.getBody(mails.getFirst());
    assertThat(mails.getFirst().getSubject()).isEqualTo("New task: Check the paper (mail-1)");
    assertThat(text)
      .contains("https://steward.example/tasks/" + task)
      .contains("It is for sales.")
      .contains("It is due on")
      .doesNotContain("Terms");
    assertThat(mails.getFirst().getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @Test
  void signsWhatItSendsToTheWebhook() throws Exception {
    var task = paper("hook-1");

    var request = awaitRequest(task);

    var body = request.json();
    assertThat(body.path("text").asText()).startsWith("New task: Check the paper (hook-1)");
    assertThat(body.path("event").asText()).isEqualTo("arrived");
    assertThat(body.path("delivery").asText()).isEqualTo(request.delivery());
    assertThat(body.at("/task/id").asText()).isEqualTo(task);
    assertThat(body.at("/task/groups/0").asText()).isEqualTo("sales");
    var seconds = Long.parseLong(request.signature().replaceFirst("t=(\\d+),.*", "$1"));
    assertThat(seconds).isBetween(
      Instant.now().minusSeconds(60).getEpochSecond(),
      Instant.now().getEpochSecond()
    );
    // As a receiver does it.
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("a-secret-of-the-test".getBytes(UTF_8), "HmacSHA256"));
    mac.update((seconds + ".").getBytes(UTF_8));
    assertThat(request.signature()).isEqualTo(
      "t=%d,v1=%s".formatted(seconds, HexFormat.of().formatHex(mac.doFinal(request.body())))
    );
  }

  @Test
  void sendsNoNameThatTheDiagramComputes() {
    var task = onlyTask(
      start("named", "computed-1", "app", Map.of("person", "ines", "title", "the takeover"))
    );

    awaitStates(task, Map.of("ines", "sent", "webhook", "sent"));

    assertThat(mailsAbout("computed-1"))
      .singleElement()
      .satisfies(one -> {
        assertThat(one.getSubject()).isEqualTo("New task: ask (computed-1)");
        assertThat(GreenMailUtil.getWholeMessage(one)).doesNotContain("takeover");
      });
    assertThat(new String(awaitRequest(task).body(), UTF_8)).doesNotContain("takeover");
  }

  @Test
  void keepsABusinessKeyOutOfTheHeadOfAMail() throws Exception {
    paper("line-1\r\nBcc: ines@steward.example");

    await().until(() -> mailsAbout("line-1").size() == 2);

    assertThat(mailsAbout("line-1")).allSatisfy(one -> {
      assertThat(one.getHeader("Bcc")).isNull();
      assertThat(one.getSubject()).isEqualTo(
        "New task: Check the paper (line-1 Bcc: ines@steward.example)"
      );
    });
  }

  @Test
  void remindsBeforeTheDueDateAndTellsTheGroupThatIsAddedAfterIt() {
    var task = paper("due-1");
    awaitStates(task, Map.of("paula", "sent", "petra", "sent", "webhook", "sent"));
    claim(task, "petra").expect(200);

    due(task, Instant.now().plusSeconds(3));

    await().until(() -> mailsAbout("due-1").size() == 4);
    assertThat(subjects("due-1", "petra")).containsExactlyInAnyOrder(
      "New task: Check the paper (due-1)",
      "Due soon: Check the paper (due-1)"
    );
    assertThat(subjects("due-1", "ines")).containsExactly("Overdue: Check the paper (due-1)");
    assertThat(subjects("due-1", "paula")).containsExactly("New task: Check the paper (due-1)");
  }

  @Test
  void sendsNoMailToSomebodyWhoWantsNone() {
    as("paula").put("/api/me/notifications", Map.of("mail", false)).expect(200);
    assertThat(
      as("paula").get("/api/me/notifications").expect(200).path("mail").asBoolean()
    ).isFalse();
    assertThat(
      as("petra").get("/api/me/notifications").expect(200).path("mail").asBoolean()
    ).isTrue();

    var task = paper("unwanted-1");

    awaitStates(task, Map.of("petra", "sent", "webhook", "sent"));
    assertThat(subjects("unwanted-1", "paula")).isEmpty();
  }

  @Test
  void triesAgainWhileTheMailServerIsAwayAndDropsWhatIsDoneByThen() {
    mail.stop();
    var task = paper("away-1");
    var done = paper("away-2");
    await().until(() -> attempts(task, "paula") > 0 && attempts(done, "paula") > 0);
    complete(done, "paula").expect(204);

    mail = mailServer();

    await().until(() -> "dropped".equals(states(done).get("paula")));
    await().until(() -> "sent".equals(states(task).get("paula")));
    assertThat(subjects("away-1", "paula")).hasSize(1);
    assertThat(mailsAbout("away-2")).isEmpty();
  }

  @Test
  void showsWhatWasGivenUpToOperatorsWhoHaveItSentAgain() {
    FAILURES.set(3);
    var task = paper("dead-1");
    await().until(() -> "dead".equals(states(task).get("webhook")));

    var dead = items(as("auditor").get("/api/notifications?state=dead").expect(200))
      .filter(item -> item.path("taskId").asText().equals(task))
      .toList();
    assertThat(dead)
      .singleElement()
      .satisfies(item -> {
        assertThat(item.path("lastError").asText()).isEqualTo("The webhook answered with 500");
        assertThat(item.path("attempts").asInt()).isEqualTo(3);
        assertThat(item.path("nextAt").isNull()).isTrue();
      });
    var path = "/api/notifications/" + dead.getFirst().path("id").asText() + "/retry";
    for (var other : List.of("paula", "auditor", "app")) {
      assertProblem(as(other).post(path), 403, "not-allowed");
    }
    assertProblem(as("paula").get("/api/notifications"), 403, "not-allowed");
    as("operator").post(path).expect(204);

    await().until(() -> "sent".equals(states(task).get("webhook")));
    assertProblem(as("operator").post(path), 409, "notification-not-given-up");
    assertProblem(as("operator").get("/api/notifications?state=lost"), 422, "validation-failed");
  }

  @Test
  void leavesToAPersonWhatANodeMayHaveSentBeforeItDied() {
    var task = paper("doubt-1");
    awaitStates(task, Map.of("paula", "sent", "petra", "sent", "webhook", "sent"));
    var requests = requestsAbout(task);

    // As a node leaves it that dies between sending and saying so.
    jdbc
      .sql(
        """
        UPDATE notification SET state = 'sending', next_at = now() - interval '1 second'
        WHERE recipient IN ('paula', 'webhook')
          AND event_id IN (SELECT id FROM notification_event WHERE task_id = :task)
        """
      )
      .param("task", task)
      .update();

    await().until(() -> requestsAbout(task) == requests + 1);
    awaitStates(task, Map.of("paula", "in-doubt", "petra", "sent", "webhook", "sent"));
    assertThat(subjects("doubt-1", "paula")).hasSize(1);
    assertThat(
      REQUESTS.stream()
        .filter(request -> request.json().at("/task/id").asText().equals(task))
        .map(Request::delivery)
        .distinct()
    ).hasSize(1);
  }

  @Test
  void sendsEachMessageOnceWithSeveralNodesAtWork() throws Exception {
    var tasks = new HashSet<String>();
    for (int i = 0; i < 20; i++) {
      tasks.add(paper("nodes-1"));
    }
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3; i++) {
        var node = new Courier(transports, outbox, recipients, wording, properties, transactions);
        nodes.execute(() -> {
          for (int round = 0; round < 20; round++) {
            node.work();
          }
        });
      }
    }

    await().until(() ->
      tasks
        .stream()
        .allMatch(task ->
          states(task).equals(Map.of("paula", "sent", "petra", "sent", "webhook", "sent"))
        )
    );
    assertThat(mailsAbout("nodes-1")).hasSize(40);
    assertThat(tasks).allMatch(task -> requestsAbout(task) == 1);
  }

  @Test
  void tellsNobodyOfWhatWasRolledBack() {
    new TransactionTemplate(transactions).executeWithoutResult(status -> {
      runtime
        .createProcessInstanceBuilder()
        .processDefinitionKey("paper")
        .businessKey("rolled-back")
        .start();
      assertThat(events("rolled-back")).isEqualTo(1);
      status.setRollbackOnly();
    });
    var after = paper("rolled-forward");
    awaitStates(after, Map.of("paula", "sent", "petra", "sent", "webhook", "sent"));

    assertThat(mailsAbout("rolled-back")).isEmpty();
  }

  private int events(String businessKey) {
    return jdbc
      .sql(
        """
        SELECT count(*) FROM notification_event e JOIN act_ru_task t ON t.id_ = e.task_id
        JOIN act_ru_execution p ON p.id_ = t.proc_inst_id_ WHERE p.business_key_ = :key
        """
      )
      .param("key", businessKey)
      .query(Integer.class)
      .single();
  }

  private void awaitStates(String task, Map<String, String> wanted) {
    await().untilAsserted(() -> assertThat(states(task)).isEqualTo(wanted));
  }

  /** Of the first event of a task, by recipient. */
  private Map<String, String> states(String task) {
    var states = new HashMap<String, String>();
    jdbc
      .sql(
        """
        SELECT recipient, state FROM notification
        WHERE event_id = (SELECT min(id) FROM notification_event WHERE task_id = :task)
        """
      )
      .param("task", task)
      .query(row -> {
        states.put(row.getString("recipient"), row.getString("state"));
      });
    return states;
  }

  private int attempts(String task, String recipient) {
    return jdbc
      .sql(
        """
        SELECT coalesce(max(attempts), 0) FROM notification
        WHERE recipient = :recipient AND event_id IN (SELECT id FROM notification_event WHERE task_id = :task)
        """
      )
      .param("recipient", recipient)
      .param("task", task)
      .query(Integer.class)
      .single();
  }

  private Request awaitRequest(String task) {
    await().until(() -> requestsAbout(task) > 0);
    return REQUESTS.stream()
      .filter(request -> request.json().at("/task/id").asText().equals(task))
      .findFirst()
      .orElseThrow();
  }

  private static long requestsAbout(String task) {
    return REQUESTS.stream()
      .filter(request -> request.json().at("/task/id").asText().equals(task))
      .count();
  }

  private static List<MimeMessage> mailsAbout(String businessKey) {
    return Arrays.stream(mail.getReceivedMessages())
      .filter(one -> subject(one).contains("(" + businessKey))
      .toList();
  }

  private static List<String> subjects(String businessKey, String person) {
    return mailsAbout(businessKey)
      .stream()
      .filter(one -> to(one).equals(person + "@steward.example"))
      .map(NotificationIT::subject)
      .toList();
  }

  private static String subject(MimeMessage one) {
    try {
      return one.getSubject();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  private static String to(MimeMessage one) {
    try {
      return one.getRecipients(RecipientType.TO)[0].toString();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  private static GreenMail mailServer() {
    var server = new GreenMail(new ServerSetup(MAIL_PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    return server;
  }

  private static HttpServer webhook() {
    try {
      var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
      server.createContext("/hook", exchange -> {
        var body = exchange.getRequestBody().readAllBytes();
        boolean fails = FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        if (!fails) {
          REQUESTS.add(
            new Request(
              exchange.getRequestHeaders().getFirst(WebhookSignature.HEADER),
              exchange.getRequestHeaders().getFirst(WebhookTransport.DELIVERY),
              body
            )
          );
        }
        exchange.sendResponseHeaders(fails ? 500 : 204, -1);
        exchange.close();
      });
      server.start();
      return server;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
