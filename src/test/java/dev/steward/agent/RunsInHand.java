package dev.steward.agent;

import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.journal.GroupCommit;
import dev.steward.journal.Steps;
import dev.steward.journal.Write;
import dev.steward.model.Message;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Mandate;
import dev.steward.process.spi.WorkContext;
import dev.steward.tool.CallScope;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds runs as an execution finds them. */
final class RunsInHand {

  static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  private AgentRole.Limits limits = limits("10", 10, 10, 1000);
  private int turns;
  private int toolCalls;
  private long tokens;
  private BigDecimal cost = BigDecimal.ZERO;
  private @Nullable Instant started;
  private @Nullable Instant waitingSince;
  private Duration waited = Duration.ZERO;

  static RunsInHand aRun() {
    return new RunsInHand();
  }

  static AgentRole.Limits limits(String usd, int modelCalls, int toolCalls, long tokens) {
    return new AgentRole.Limits(
      modelCalls,
      toolCalls,
      8,
      tokens,
      new BigDecimal(usd),
      Duration.ofMinutes(10),
      0
    );
  }

  RunsInHand within(AgentRole.Limits some) {
    limits = some;
    return this;
  }

  RunsInHand after(int modelCalls) {
    turns = modelCalls;
    return this;
  }

  RunsInHand calling(int tools) {
    toolCalls = tools;
    return this;
  }

  RunsInHand using(long some) {
    tokens = some;
    return this;
  }

  RunsInHand spending(String usd) {
    cost = new BigDecimal(usd);
    return this;
  }

  RunsInHand startedAgo(Duration time) {
    started = NOW.minus(time);
    return this;
  }

  RunsInHand havingWaited(Duration time) {
    waited = time;
    return this;
  }

  RunsInHand waitingFor(Duration time) {
    waitingSince = NOW.minus(time);
    return this;
  }

  RunInHand inHand() {
    var id = UUID.randomUUID();
    var context = new WorkContext(
      "key",
      1,
      "i",
      "e",
      "a",
      "A",
      null,
      "app",
      "sandbox",
      "unclassified",
      "standard",
      Labels.NONE,
      Mandate.of("app"),
      false
    );
    var run = new AgentRun(
      id,
      "clerk",
      "version",
      context,
      "goal",
      Map.of(),
      Set.of(),
      "prompt",
      "task",
      RunState.RUNNING,
      1,
      turns,
      tokens,
      0,
      cost,
      null,
      null,
      NOW,
      started,
      null,
      waitingSince,
      waited,
      null,
      null
    );
    var role = new AgentRole(
      "clerk",
      "Keeps books.",
      "initiator",
      "main",
      "Be exact.",
      List.of(),
      limits,
      JsonNodeFactory.instance.objectNode(),
      List.of()
    );
    return new RunInHand(
      run,
      role,
      new CallScope(id, context, "clerk", Set.of(), Labels.NONE, false),
      new Steps(mock(GroupCommit.class), Write.of("take"), Write.of("hold")),
      List.of(new Message.System("system"), new Message.User("task")),
      List.of(),
      toolCalls,
      NOW,
      mock(Surroundings.class)
    );
  }
}
