package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditLog;
import dev.steward.audit.RecordedEntry;
import dev.steward.database.TestDatabase;
import dev.steward.journal.Crashes;
import dev.steward.model.Conversation;
import dev.steward.model.Fault;
import dev.steward.model.Reply;
import dev.steward.model.ScriptedModelServer;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Mandate;
import dev.steward.process.spi.Progress;
import dev.steward.process.spi.TaskEntry;
import dev.steward.process.spi.WorkContext;
import dev.steward.testing.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.flowable.spring.SpringProcessEngineConfiguration;
import org.flowable.spring.boot.EngineConfigurationConfigurer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs of agents whose model and whose tools' targets are under the test's control. All classes that extend this share one
 * application. Most errands are performed by the test itself, which takes the place of the engine's job; those that were
 * {@link #started} belong to an instance.
 */
@SpringBootTest(
  webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
  properties = {
    "steward.demo.leads=false",
    "steward.budgets.look-again-after=500ms",
    "steward.agents=src/test/resources/agent-runs/agents",
    "steward.tools=src/test/resources/agent-runs/tools",
    "steward.definitions.processes=src/test/resources/agent-runs/processes",
    "steward.definitions.forms=src/test/resources/agent-runs/forms",
    "steward.knowledge.folder=src/test/resources/agent-runs/knowledge",
    "flowable.process.async.executor.default-timer-job-acquire-wait-time=200ms",
    "flowable.process.async.executor.default-async-job-acquire-wait-time=200ms",
  }
)
@ContextConfiguration(initializers = TestDatabase.class)
@Import(AgentRunIT.UnderControl.class)
abstract class AgentRunIT {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What Steward signs in with, to be found nowhere else. */
  static final String CREDENTIAL = "planted-credential-of-a-target";

  static final String MODEL_KEY = "planted-key-of-a-model";

  static final Effects EFFECTS = new Effects();
  private static final String SECOND_APPROVER = """
    - name: second
      displayName: A second approver
      password: "{bcrypt}%s"
      roles: [approver]
      groups: [operations, sales-approvers]
      permissions: [crm:write]

  """;

  /** The people of the default profile and one more, as a test may change them. */
  static final Path PEOPLE = people();

  static final ScriptedModelServer MODEL = ScriptedModelServer.saying(AgentRunIT::script);

  private static final Map<String, Function<Conversation, Reply>> SCRIPTS =
    new ConcurrentHashMap<>();

  @Autowired
  AgentTask task;

  @Autowired
  AgentRuns runs;

  @Autowired
  Turns turns;

  @Autowired
  Crashes crashes;

  @Autowired
  MovableClock clock;

  @Autowired
  JdbcClient jdbc;

  @Autowired
  TransactionTemplate transaction;

  @Autowired
  ObjectMapper json;

  @Autowired
  AuditLog trail;

  @LocalServerPort
  int port;

  Api api;

  @TestConfiguration(proxyBeanMethods = false)
  static class UnderControl {

    @Bean
    static Crashes crashes() {
      return new Crashes();
    }

    @Bean
    @Primary
    MovableClock movableClock() {
      return new MovableClock();
    }

    /** A job that was killed is tried again at once. */
    @Bean
    EngineConfigurationConfigurer<SpringProcessEngineConfiguration> impatience() {
      return engine -> engine.setAsyncFailedJobWaitTime(0);
    }
  }

  @DynamicPropertySource
  static void configure(DynamicPropertyRegistry registry) {
    registry.add("test.effects", EFFECTS::url);
    registry.add("test.credential", () -> CREDENTIAL);
    registry.add("steward.identity.people", () -> PEOPLE.toUri().toString());
    model(registry, "main", "20s", "spare");
    model(registry, "spare", "20s", "");
    model(registry, "hasty", "1500ms", "");
  }

  private static Path people() {
    try (var shipped = AgentRunIT.class.getResourceAsStream("/people.yaml")) {
      var copy = Files.createTempFile("people", ".yaml");
      copy.toFile().deleteOnExit();
      var text = new String(Objects.requireNonNull(shipped).readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
        copy,
        text.replace(
          "people:\n",
          "people:\n" + SECOND_APPROVER.formatted(new BCryptPasswordEncoder(4).encode("second"))
        )
      );
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void model(
    DynamicPropertyRegistry registry,
    String name,
    String timeout,
    String fallback
  ) {
    var prefix = "steward.models." + name + ".";
    registry.add(prefix + "base-url", MODEL::url);
    registry.add(prefix + "model", () -> name);
    registry.add(prefix + "key", () -> MODEL_KEY);
    registry.add(prefix + "timeout", () -> timeout);
    registry.add(prefix + "fallback", () -> fallback);
    registry.add(prefix + "input-usd-per-million", () -> "1");
    registry.add(prefix + "cached-usd-per-million", () -> "0.1");
    registry.add(prefix + "output-usd-per-million", () -> "10");
  }

  @BeforeEach
  void connect() {
    api = Api.of("http://127.0.0.1:" + port);
  }

  @AfterEach
  void everyRequestKeptToTheProtocol() {
    assertThat(MODEL.breaches()).isEmpty();
  }

  private static Reply script(Conversation conversation) {
    return SCRIPTS.getOrDefault(Errand.of(conversation), any -> done("nothing")).apply(
      conversation
    );
  }

  static Reply done(String what) {
    return Reply.answer(Map.of("done", what));
  }

  /** One reply after the other, whatever comes back. */
  static Function<Conversation, Reply> turns(Reply... replies) {
    return conversation -> replies[Math.min(conversation.turn(), replies.length - 1)];
  }

  /** What the model says to an agent that some errand's process starts. */
  static void script(String errand, Reply... replies) {
    SCRIPTS.put(errand, turns(replies));
  }

  /** An errand that the test performs itself. */
  Errand errand(String agent) {
    return errand(agent, "app");
  }

  Errand errand(String agent, String initiator) {
    var name = "errand-" + UUID.randomUUID();
    var context = new WorkContext(
      "errand",
      1,
      name,
      "execution-of-" + name,
      "run-errand",
      "Run the errand",
      null,
      initiator,
      "sandbox",
      "customer-outreach",
      "standard",
      Labels.NONE,
      Mandate.of(initiator),
      false
    );
    var fields = Map.of(
      "agent",
      agent,
      "goal",
      "Run the errand.",
      "inputs",
      "errand",
      "result",
      "answer"
    );
    var id = transaction.execute(open ->
      task.enter(
        new TaskEntry(context, fields, null, variable ->
          variable.equals("errand") ? TextNode.valueOf(name) : MissingNode.getInstance()
        )
      )
    );
    return new Errand(name, Objects.requireNonNull(id), name);
  }

  /** An errand in an instance, so that its boundary events and people's tasks are real; prepared before it begins. */
  Errand started(String process, String initiator, Consumer<Errand> prepare) {
    return started(process, initiator, Map.of(), prepare);
  }

  /** @param more variables, beside the errand's name */
  Errand started(
    String process,
    String initiator,
    Map<String, Object> more,
    Consumer<Errand> prepare
  ) {
    return crashes.whileNothingCommits(() -> {
      var name = "errand-" + UUID.randomUUID();
      var variables = new HashMap<String, Object>(more);
      variables.put("errand", name);
      var instance = api
        .as(initiator)
        .post("/api/processes/" + process + "/instances", Map.of("variables", variables))
        .expect(201)
        .path("id")
        .asText();
      var run = jdbc
        .sql("SELECT id FROM agent_run WHERE instance_id = :instance")
        .param("instance", instance)
        .query(UUID.class)
        .single();
      var errand = new Errand(name, run, instance);
      prepare.accept(errand);
      return errand;
    });
  }

  /** A tool call as it stands in the journal. */
  record CallRow(
    int turn,
    int ordinal,
    String tool,
    String state,
    @Nullable String settledBy,
    int attempts,
    String key,
    JsonNode result
  ) {
    @Override
    public String toString() {
      return turn + "." + ordinal + " " + tool + " " + state;
    }
  }

  final class Errand {

    private final String name;
    private final UUID run;
    private final String instance;

    private Errand(String name, UUID run, String instance) {
      this.name = name;
      this.run = run;
      this.instance = instance;
      crashes.watch(run);
    }

    static String of(Conversation conversation) {
      return conversation.data().path("errand").asText();
    }

    UUID run() {
      return run;
    }

    String name() {
      return name;
    }

    String instance() {
      return instance;
    }

    Errand says(Function<Conversation, Reply> script) {
      SCRIPTS.put(name, script);
      return this;
    }

    Errand says(Reply... replies) {
      return says(turns(replies));
    }

    Reply call(String tool, String item) {
      return Reply.call(tool, Map.of("errand", name, "item", item));
    }

    /** Every request of this errand meets the fault while the condition holds. */
    Errand always(Predicate<Conversation> when, Fault fault) {
      MODEL.always(conversation -> mine(conversation) && when.test(conversation), fault);
      return this;
    }

    Errand once(Fault fault) {
      MODEL.once(this::mine, fault);
      return this;
    }

    private boolean mine(Conversation conversation) {
      return of(conversation).equals(name);
    }

    void perform() {
      task.perform(run);
    }

    /** @return what it threw, or null */
    CompletableFuture<@Nullable Throwable> performAside() {
      var done = new CompletableFuture<@Nullable Throwable>();
      Thread.ofVirtual().start(() -> {
        try {
          perform();
          done.complete(null);
        } catch (Throwable e) {
          done.complete(e);
        }
      });
      return done.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    Progress progress() {
      return task.progress(run);
    }

    void assertDone(String what) {
      assertThat(progress()).isInstanceOfSatisfying(Progress.Finished.class, finished ->
        assertThat(finished.result().path("done").asText()).isEqualTo(what)
      );
    }

    void assertFailed(String code) {
      assertThat(progress()).isInstanceOfSatisfying(Progress.Failed.class, failed ->
        assertThat(failed.errorCode()).as(failed.message()).isEqualTo(code)
      );
    }

    AgentRun stored() {
      return runs.get(run);
    }

    List<Attempt> attempts() {
      return turns.attempts(run);
    }

    /** As {@code turn.attempt model state fault}. */
    List<String> attemptsInShort() {
      return attempts()
        .stream()
        .map(attempt ->
          "%d.%d %s %s%s".formatted(
            attempt.turn(),
            attempt.number(),
            attempt.model(),
            attempt.state().id(),
            attempt.fault() == null ? "" : " " + attempt.fault()
          )
        )
        .toList();
    }

    List<CallRow> calls() {
      return jdbc
        .sql("SELECT * FROM tool_call WHERE work_id = :run ORDER BY turn, ordinal")
        .param("run", run)
        .query((row, number) ->
          new CallRow(
            row.getInt("turn"),
            row.getInt("ordinal"),
            row.getString("tool"),
            row.getString("state"),
            row.getString("settled_by"),
            row.getInt("attempts"),
            row.getString("idempotency_key"),
            row.getString("result") == null
              ? MissingNode.getInstance()
              : tree(row.getString("result"))
          )
        )
        .list();
    }

    List<String> callsInShort() {
      return calls().stream().map(CallRow::toString).toList();
    }

    /** What the journal holds of the conversation: number, turn and role of each message. */
    List<String> messages() {
      return jdbc
        .sql(
          "SELECT number || ' ' || turn || ' ' || (body ->> 'role') FROM agent_message WHERE run_id = :run ORDER BY number"
        )
        .param("run", run)
        .query(String.class)
        .list();
    }

    List<Conversation> requests() {
      return MODEL.requests()
        .stream()
        .map(ScriptedModelServer.Recorded::conversation)
        .filter(this::mine)
        .toList();
    }

    /** What the trail says to those who may read it, entry by entry. */
    List<AuditEntry> trail(String type) {
      return trailOf(instance)
        .filter(entry -> entry.type().startsWith(type))
        .toList();
    }

    List<String> audited(String type) {
      return jdbc
        .sql(
          "SELECT state FROM audit_entry WHERE instance_id = :instance AND type = :type ORDER BY id"
        )
        .param("instance", instance)
        .param("type", type)
        .query(String.class)
        .list();
    }

    /** Every answer that was given has been charged to the run, used or not. */
    void assertCharged() {
      var attempts = attempts();
      var stored = stored();
      assertThat(stored.tokensIn()).isEqualTo(
        attempts
          .stream()
          .mapToLong(attempt -> attempt.usage().input())
          .sum()
      );
      assertThat(stored.tokensOut()).isEqualTo(
        attempts
          .stream()
          .mapToLong(attempt -> attempt.usage().output())
          .sum()
      );
      assertThat(stored.costUsd()).isEqualByComparingTo(
        attempts.stream().map(Attempt::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add)
      );
    }

    /** Waits for an open task of that kind. */
    JsonNode awaitTask(String kind) {
      return await(kind + " of " + name)
        .atMost(PATIENCE)
        .until(
          () ->
            items(api.as("operator").get("/api/tasks?scope=all&sort=newest").ok())
              .stream()
              .filter(open -> open.path("instanceId").asText().equals(instance))
              .filter(open -> open.path("kind").asText().equals(kind))
              .findFirst(),
          Optional::isPresent
        )
        .orElseThrow();
    }

    Api.Answer decide(String person, JsonNode open, Map<String, ?> decision) {
      return api.as(person).post("/api/tasks/" + open.path("id").asText() + "/decision", decision);
    }

    /** Waits until the instance has passed that activity. */
    void awaitPassed(String activity) {
      await(activity + " of " + name)
        .atMost(PATIENCE)
        .until(() ->
          items(view().path("activities"))
            .stream()
            .anyMatch(
              entry ->
                entry.path("activityId").asText().equals(activity) &&
                entry.path("state").asText().equals("completed")
            )
        );
    }

    JsonNode view() {
      return api
        .as("operator")
        .get("/api/instances/" + instance)
        .ok();
    }
  }

  Stream<AuditEntry> trailOf(String instance) {
    return trail.ofInstance(instance).stream().map(RecordedEntry::entry);
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<JsonNode> items(JsonNode listing) {
    var items = listing.has("items") ? listing.path("items") : listing;
    return StreamSupport.stream(items.spliterator(), false).toList();
  }

  static void pass(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Goes on with the time of the machine, some hours ahead of it. */
  static final class MovableClock extends Clock {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    void advance(Duration time) {
      ahead.updateAndGet(time::plus);
    }

    /** For tests that wait for the engine's timers, which go by the machine's time. */
    void reset() {
      ahead.set(Duration.ZERO);
    }

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
