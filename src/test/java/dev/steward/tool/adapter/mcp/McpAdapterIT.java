package dev.steward.tool.adapter.mcp;

import static dev.steward.tool.adapter.mcp.McpFixture.PATIENT;
import static dev.steward.tool.adapter.mcp.McpFixture.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.json.DefinitionFiles;
import dev.steward.tool.adapter.Answer;
import dev.steward.tool.contract.Contract;
import dev.steward.tool.contract.Effect;
import dev.steward.tool.contract.McpTarget;
import dev.steward.tool.contract.ToolClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both transports, with servers that others have written. */
class McpAdapterIT {

  private static final String SLOW = "trigger-long-running-operation";
  private static final Duration SHORT = Duration.ofMillis(500);

  @TempDir
  private Path folder;

  private ReferenceServers.Everything everything;
  private McpFixture mcp;

  @BeforeAll
  static void install() throws IOException {
    ReferenceServers.install();
  }

  @BeforeEach
  void start() throws IOException {
    everything = new ReferenceServers.Everything();
    mcp = new McpFixture(
      Map.of(
        "stdio",
        ReferenceServers.everything(),
        "http",
        McpFixture.url(everything.url()),
        "files",
        ReferenceServers.filesystem(folder.toRealPath())
      )
    );
  }

  @AfterEach
  void stop() {
    mcp.close();
    everything.close();
  }

  @ParameterizedTest
  @ValueSource(strings = { "stdio", "http" })
  void callsATool(String server) {
    assertThat(mcp.call(server, "echo", "{'message': 'Grüße\\n2'}")).isEqualTo(
      success("{'text': 'Echo: Grüße\\n2'}")
    );
    assertThat(mcp.call(server, "get-structured-content", "{'location': 'Chicago'}")).isEqualTo(
      success("{'temperature': 36, 'conditions': 'Light rain / drizzle', 'humidity': 82}")
    );
    assertThat(mcp.call(server, "get-tiny-image", "{}")).isInstanceOfSatisfying(
      Answer.Success.class,
      image ->
        assertThat(image.body().at("/content"))
          .extracting(part -> part.path("type").asText())
          .containsExactly("text", "image", "text")
    );
  }

  @ParameterizedTest
  @ValueSource(strings = { "stdio", "http" })
  void tellsTheRefusalOfATool(String server) {
    assertThat(mcp.call(server, "get-sum", "{'a': 1, 'b': 'two'}")).isInstanceOfSatisfying(
      Answer.Failure.class,
      failure -> assertThat(failure.message()).contains("get-sum")
    );
  }

  @ParameterizedTest
  @ValueSource(strings = { "stdio", "http" })
  void servesManyCallsAtOnce(String server) {
    var echo = mcp.pinned(server, "echo");
    var answers = new ArrayList<CompletableFuture<Answer>>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        var arguments = "{'message': '" + i + "'}";
        answers.add(
          CompletableFuture.supplyAsync(() -> mcp.call(echo, arguments, PATIENT), callers)
        );
      }
    }
    for (int i = 0; i < 200; i++) {
      assertThat(answers.get(i)).isCompletedWithValue(success("{'text': 'Echo: " + i + "'}"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = { "stdio", "http" })
  void waitsForAHangingToolNoLongerThanTheContractSays(String server) {
    var slow = mcp.pinned(server, SLOW);

    var started = System.nanoTime();
    var answer = mcp.call(slow, "{'duration': 60, 'steps': 1}", SHORT);

    assertThat(answer).isInstanceOf(Answer.Unknown.class);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(SHORT.multipliedBy(5));
    assertThat(mcp.call(server, "echo", "{'message': 'well'}")).isEqualTo(
      success("{'text': 'Echo: well'}")
    );
  }

  @ParameterizedTest
  @ValueSource(strings = { "stdio", "http" })
  void callsNoToolWhoseDescriptionIsNotTheOneOfItsContract(String server) {
    var before = mcp.pinned(server, "echo");
    var other = new McpTarget(server, "echo", "0".repeat(64));

    assertThat(mcp.call(other, "{'message': 'x'}", PATIENT)).isInstanceOfSatisfying(
      Answer.Failure.class,
      failure ->
        assertThat(failure.message()).contains(
          "'" + server + "'",
          "'echo'",
          "0".repeat(64),
          String.valueOf(before.digest())
        )
    );
    assertThat(mcp.adapter().quarantined(other)).isPresent();
    assertThat(mcp.adapter().quarantined(before)).isEmpty();
  }

  @Test
  void startsAProcessAnewThatWasKilledInTheMiddle() throws Exception {
    var slow = mcp.pinned("stdio", SLOW);
    var answer = callAside(slow);
    // Answered after the slow call was received.
    mcp.call("stdio", "echo", "{'message': 'first'}");

    assertThat(serverProcesses()).hasSize(1);
    serverProcesses().forEach(ProcessHandle::destroyForcibly);

    assertThat(answer.get(10, TimeUnit.SECONDS)).isInstanceOf(Answer.Unknown.class);
    assertThat(mcp.call("stdio", "echo", "{'message': 'again'}")).isEqualTo(
      success("{'text': 'Echo: again'}")
    );
  }

  @Test
  void findsAServerAgainThatWasKilledInTheMiddle() throws Exception {
    var echo = mcp.pinned("http", "echo");
    var answer = callAside(mcp.pinned("http", SLOW));
    mcp.call(echo, "{'message': 'first'}", PATIENT);

    everything.kill();

    assertThat(answer.get(60, TimeUnit.SECONDS)).isInstanceOf(Answer.Unknown.class);
    assertThat(mcp.call(echo, "{'message': 'x'}", PATIENT)).isNotInstanceOf(Answer.Success.class);
    everything.startAgain();
    await()
      .atMost(PATIENT)
      .untilAsserted(() ->
        assertThat(mcp.call(echo, "{'message': 'x'}", PATIENT)).isEqualTo(
          success("{'text': 'Echo: x'}")
        )
      );
  }

  @Test
  void beginsANewSessionWhereTheServerHasForgottenTheOld() {
    var echo = mcp.pinned("http", "echo");
    everything.kill();
    everything.startAgain();

    // At once: nobody has noticed that the server was away.
    assertThat(mcp.call(echo, "{'message': 'x'}", PATIENT)).isEqualTo(
      success("{'text': 'Echo: x'}")
    );
  }

  @Test
  void doesNotKnowWhatBecameOfACallWhoseAnswerIsTooLarge() throws IOException {
    for (var bytes : new int[] { 2 << 20, 6 << 20 }) {
      var file = Files.writeString(folder.resolve(bytes + ".txt"), "x".repeat(bytes));
      assertThat(
        mcp.call("files", "read_text_file", "{'path': '" + file.toRealPath() + "'}")
      ).isInstanceOfSatisfying(Answer.Unknown.class, unknown ->
        assertThat(unknown.message()).startsWith("The answer is larger than")
      );
    }
  }

  @Test
  void readsAndWritesFilesInsideOfTheFolderOnly() throws IOException {
    var file = folder.toRealPath().resolve("a.txt");

    mcp.call("files", "write_file", "{'path': '" + file + "', 'content': 'Hello'}");

    assertThat(file).hasContent("Hello");
    assertThat(mcp.call("files", "read_text_file", "{'path': '" + file + "'}")).isEqualTo(
      success("{'content': 'Hello'}")
    );
    assertThat(
      mcp.call("files", "read_text_file", "{'path': '/etc/passwd'}")
    ).isInstanceOfSatisfying(Answer.Failure.class, failure ->
      assertThat(failure.message()).contains("Access denied")
    );
  }

  @Test
  void keepsItsOwnEnvironmentToItself() {
    assertThat(mcp.call("stdio", "get-env", "{}")).isInstanceOfSatisfying(
      Answer.Success.class,
      environment -> {
        var names = new ArrayList<String>();
        environment.body().fieldNames().forEachRemaining(names::add);
        assertThat(names)
          .contains("GREETING", "PATH")
          .isSubsetOf(
            "GREETING",
            "HOME",
            "LANG",
            "LC_ALL",
            "LOGNAME",
            "PATH",
            "SHELL",
            "TERM",
            "TMPDIR",
            "USER"
          );
      }
    );
  }

  @Test
  void draftsContractsThatCanBeUsedAsTheyAre() throws IOException {
    var drafts = mcp.imports().drafts("files", "back-office");
    for (var draft : drafts) {
      Files.writeString(folder.resolve(draft.name() + ".yaml"), draft.yaml());
      assertThat(draft.yaml()).doesNotContain("To be mended");
    }

    var contracts = DefinitionFiles.read(folder, Contract.class)
      .stream()
      .map(DefinitionFiles.Definition::value)
      .collect(Collectors.toMap(Contract::name, contract -> contract));

    assertThat(contracts).hasSameSizeAs(drafts);
    var read = Objects.requireNonNull(contracts.get("files.read-text-file"));
    var write = Objects.requireNonNull(contracts.get("files.write-file"));
    assertThat(read.toolClass()).isEqualTo(ToolClass.READ);
    assertThat(write.toolClass()).isEqualTo(ToolClass.APPROVAL_REQUIRED);
    assertThat(write.effect()).isEqualTo(Effect.IDEMPOTENT);
    assertThat(Objects.requireNonNull(contracts.get("files.move-file")).effect()).isEqualTo(
      Effect.IRREVERSIBLE
    );
    var target = (McpTarget) Objects.requireNonNull(write.environments().get("sandbox")).target();
    assertThat(target).isEqualTo(mcp.pinned("files", "write_file"));
  }

  private CompletableFuture<Answer> callAside(McpTarget slow) {
    var caller = new AtomicReference<Thread>();
    var answer = CompletableFuture.supplyAsync(
      () -> mcp.call(slow, "{'duration': 60, 'steps': 1}", Duration.ofSeconds(20)),
      task -> caller.set(Thread.ofPlatform().daemon().start(task))
    );
    await().until(
      () -> caller.get() instanceof Thread thread && thread.getState() == Thread.State.TIMED_WAITING
    );
    return answer;
  }

  /** What the adapter has started; the test's own server listens elsewhere. */
  private static List<ProcessHandle> serverProcesses() {
    return ProcessHandle.current()
      .children()
      .filter(child ->
        child.info().arguments().stream().flatMap(Arrays::stream).anyMatch("stdio"::equals)
      )
      .toList();
  }
}
