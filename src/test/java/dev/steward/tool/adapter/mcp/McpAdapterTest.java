package dev.steward.tool.adapter.mcp;

import static dev.steward.tool.adapter.mcp.McpFixture.PATIENT;
import static dev.steward.tool.adapter.mcp.McpFixture.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.tool.adapter.Answer;
import dev.steward.tool.contract.McpTarget;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes of calls to a server that changes its mind, dies, or says what nobody expects; see {@code odd-server.mjs}. */
class McpAdapterTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  private final McpFixture mcp = new McpFixture(
    Map.of(
      "odd",
      McpFixture.command("node", "src/test/mcp/odd-server.mjs"),
      "absent",
      McpFixture.command("there-is-no-such-command"),
      "silent",
      McpFixture.command("sleep", "600"),
      "fleeting",
      McpFixture.command("true")
    )
  );

  @AfterEach
  void stop() {
    mcp.close();
  }

  @Test
  void makesOneObjectOfEveryKindOfResult() {
    assertThat(call("greet", "{'name': 'Ada'}")).isEqualTo(success("{'text': 'Hello Ada'}"));
    assertThat(call("json")).isEqualTo(success("{'a': 1}"));
    assertThat(call("nearly-json")).isEqualTo(
      success("{'text': '{\\'a\\': 1} and more'}".replace("\\'", "\\\""))
    );
    assertThat(call("structured")).isEqualTo(success("{'b': 2}"));
    assertThat(call("two-parts")).isEqualTo(
      success("{'content': [{'type': 'text', 'text': 'a'}, {'type': 'text', 'text': 'b'}]}")
    );
  }

  @Test
  void takesOutWhatCannotBeStored() {
    assertThat(call("nul")).isEqualTo(success("{'k\uFFFD': ['v\uFFFD']}"));
  }

  @Test
  void tellsARefusalFromAnUnknownOutcome() {
    assertThat(call("fail")).isEqualTo(new Answer.Failure("No such file"));
    assertThat(call("wrong-arguments")).isEqualTo(new Answer.Failure("No argument \"x\""));
    assertThat(call("broken")).isEqualTo(new Answer.Unknown("Halfway through"));
  }

  @Test
  void cutsALongComplaint() {
    assertThat(call("fail", "{'words': 1000}")).isInstanceOfSatisfying(
      Answer.Failure.class,
      failure -> assertThat(failure.message()).hasSizeLessThan(2_100).endsWith("…")
    );
  }

  @Test
  void doesNotKnowWhatBecameOfACallWhoseAnswerIsTooLarge() {
    // Over what a contract allows, and over what is read of a message at all.
    for (var bytes : new int[] { 2 << 20, 6 << 20 }) {
      assertThat(call("large", "{'bytes': " + bytes + "}")).isInstanceOfSatisfying(
        Answer.Unknown.class,
        unknown -> assertThat(unknown.message()).startsWith("The answer is larger than")
      );
    }
    assertThat(call("json")).isEqualTo(success("{'a': 1}"));
  }

  @Test
  void waitsNoLongerThanTheContractSaysAndTellsTheServer() {
    var hanging = mcp.pinned("odd", "hang");

    var started = System.nanoTime();
    assertThat(mcp.call(hanging, "{}", SHORT)).isInstanceOf(Answer.Unknown.class);

    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(SHORT.multipliedBy(5));
    await().untilAsserted(() ->
      assertThat(call("how-often-cancelled")).isEqualTo(success("{'cancelled': 1}"))
    );
  }

  @Test
  void startsAServerAnewThatHasDied() {
    assertThat(call("die")).isInstanceOf(Answer.Unknown.class);
    assertThat(call("json")).isEqualTo(success("{'a': 1}"));
  }

  @Test
  void knowsThatNothingWasSentToAServerThatDoesNotRead() {
    var stopReading = mcp.pinned("odd", "stop-reading");
    var greet = mcp.pinned("odd", "greet");
    mcp.call(stopReading, "{}", SHORT);

    // More than a pipe holds: some of it was sent, and what follows waits behind it.
    var large = "{'name': '" + "x".repeat(1 << 20) + "'}";
    assertThat(mcp.call(greet, large, SHORT)).isInstanceOf(Answer.Unknown.class);
    // Behind it in the pipe, or at a new server already; in no case may it have happened unnoticed.
    assertThat(mcp.call(greet, "{'name': 'Ada'}", SHORT)).isNotInstanceOf(Answer.Unknown.class);

    await()
      .atMost(PATIENT)
      .untilAsserted(() ->
        assertThat(mcp.call(greet, "{'name': 'Ada'}", SHORT.multipliedBy(5))).isEqualTo(
          success("{'text': 'Hello Ada'}")
        )
      );
  }

  @Test
  void doesNotCallAToolThatIsDescribedInAnotherWaySince() {
    var greet = mcp.pinned("odd", "greet");
    assertThat(mcp.adapter().quarantined(greet)).isEmpty();

    call("describe-greet-anew");

    await().untilAsserted(() ->
      assertThat(mcp.adapter().quarantined(greet)).hasValueSatisfying(reason ->
        assertThat(reason).contains("'odd'", "'greet'", String.valueOf(greet.digest()))
      )
    );
    assertThat(mcp.call(greet, "{'name': 'Ada'}", PATIENT)).isInstanceOf(Answer.Failure.class);
    // Whoever has read the new description pins that.
    assertThat(call("greet", "{'name': 'Ada'}")).isEqualTo(success("{'text': 'Hello Ada'}"));
  }

  @Test
  void doesNotCallAToolThatHasVanished() {
    var greet = mcp.pinned("odd", "greet");

    call("drop-greet");

    await().untilAsserted(() -> assertThat(mcp.adapter().quarantined(greet)).isPresent());
    assertThat(mcp.call(greet, "{}", PATIENT)).isInstanceOf(Answer.Failure.class);
  }

  @Test
  void callsNothingThatIsNotPinnedAndNamesTheDigest() {
    var unpinned = new McpTarget("odd", "greet", null);
    assertThat(mcp.adapter().quarantined(unpinned)).isPresent();

    var digest = mcp.pinned("odd", "greet").digest();

    assertThat(mcp.call(unpinned, "{}", PATIENT)).isEqualTo(
      new Answer.Failure(
        "'greet' of MCP server 'odd' is not pinned: the server's description of today has digest " +
          digest
      )
    );
    assertThat(mcp.adapter().quarantined(unpinned)).hasValueSatisfying(reason ->
      assertThat(reason).endsWith(String.valueOf(digest))
    );
  }

  @Test
  void saysOfAServerThatIsNotThereThatNothingHappened() {
    for (var server : new String[] { "absent", "fleeting", "silent" }) {
      var target = new McpTarget(server, "greet", "0".repeat(64));
      assertThat(mcp.call(target, "{}", SHORT)).isInstanceOf(Answer.Unavailable.class);
      assertThat(mcp.adapter().quarantined(target)).isEmpty();
    }
    var unknown = new McpTarget("nobody", "greet", "0".repeat(64));
    assertThat(mcp.call(unknown, "{}", SHORT)).isInstanceOf(Answer.Failure.class);
    assertThat(mcp.adapter().quarantined(unknown)).isPresent();
  }

  @Test
  void readsOnPastWhatIsNoMessage() {
    assertThat(call("noise")).isEqualTo(success("{'text': 'said'}"));
  }

  @Test
  void handsTheIdempotencyKeyOn() {
    assertThat(call("meta")).isEqualTo(success("{'dev.steward/idempotency-key': 'key-1'}"));
  }

  @Test
  void lendsAServerNoModelAndAnswersItsPings() {
    assertThat(call("ask-model")).isInstanceOfSatisfying(Answer.Success.class, success ->
      assertThat(success.body().at("/error/code").asInt()).isEqualTo(-32601)
    );
    assertThat(call("ask-ping")).isEqualTo(success("{'result': {}}"));
  }

  private Answer call(String tool) {
    return call(tool, "{}");
  }

  private Answer call(String tool, String arguments) {
    return mcp.call("odd", tool, arguments);
  }
}
