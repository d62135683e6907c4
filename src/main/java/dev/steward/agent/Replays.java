package dev.steward.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.journal.Steps;
import dev.steward.model.Message;
import dev.steward.problem.ProblemException;
import dev.steward.tool.ToolGateway;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Runs a recorded run again: the loop, the prompts, the limits and the checks of the answer are those of now, while the model's answers
 * and the tools' results are read from the journal. Nothing is called, and nothing is written.
 */
@Component
class Replays {

  private final AgentLoop loop;
  private final AgentRoles roles;
  private final Trials trials;
  private final Prompts prompts;
  private final Turns turns;
  private final TurnDigests digests;
  private final ToolGateway gateway;
  private final ObjectMapper json;
  private final Clock clock;

  Replays(
    AgentLoop loop,
    AgentRoles roles,
    Trials trials,
    Prompts prompts,
    Turns turns,
    TurnDigests digests,
    ToolGateway gateway,
    ObjectMapper json,
    Clock clock
  ) {
    this.loop = loop;
    this.roles = roles;
    this.trials = trials;
    this.prompts = prompts;
    this.turns = turns;
    this.digests = digests;
    this.gateway = gateway;
    this.json = json;
    this.clock = clock;
  }

  /**
   * @param version of the agent; the one it ran with where none is named
   * @throws ProblemException 409 where the run goes on, or was opened again after it had failed
   */
  Replay replay(AgentRun run, @Nullable String version) {
    var recorded = recorded(run);
    var digest = version == null ? run.agentVersion() : version;
    var role = version == null ? roles.pinned(digest) : trials.version(run.agent(), version).role();
    var system = Prompt.system(role);
    var surroundings = new ReplaySurroundings(recorded, system, digests);
    var task = task(run, surroundings);
    if (surroundings.difference().isEmpty()) {
      loopThrough(inHand(run, role, system, task, surroundings), recorded, surroundings);
    }
    var difference = surroundings.difference().orElse(null);
    return new Replay(
      run.id(),
      digest,
      difference == null,
      List.copyOf(surroundings.steps()),
      difference
    );
  }

  RecordedRun recorded(AgentRun run) {
    if (!run.state().hasEnded()) {
      throw ProblemException.conflict("run-not-over", "The run has not ended yet");
    }
    if (run.reopenedAt() != null) {
      throw ProblemException.conflict(
        "run-reopened",
        "The run was opened again after it had failed, which cannot be replayed"
      );
    }
    return new RecordedRun(
      run,
      prompts.text(run.prompt()),
      turns.messages(run.id()),
      turns.attempts(run.id()),
      gateway.settled(run.id()),
      gateway.journal(run.id())
    );
  }

  private void loopThrough(RunInHand run, RecordedRun recorded, ReplaySurroundings surroundings) {
    loop.goOn(run);
    run
      .end()
      .filter(end -> !ReplaySurroundings.OVER.equals(end.errorCode()))
      .ifPresent(end -> {
        var now = end.errorCode() == null ? "completed" : "failed with " + end.errorCode();
        var was = recorded.end();
        if (recorded.run().state() == RunState.CANCELLED || was.equals(now)) {
          surroundings.steps().add(new Replay.Step(run.turns(), Replay.Kind.END, null, true));
        } else {
          surroundings.differ(run.turns(), Replay.Kind.END, "end", was, now);
        }
      });
  }

  /** The stored inputs may have their properties in another order than the task that was made of them. */
  private String task(AgentRun run, ReplaySurroundings surroundings) {
    var now = Prompt.task(run.goal(), run.inputs());
    if (!now.equals(run.task()) && !sameData(now, run.task())) {
      surroundings.differ(1, Replay.Kind.REQUEST, "task", run.task(), now);
    }
    return run.task();
  }

  private boolean sameData(String one, String other) {
    var mark = "Data:" + System.lineSeparator();
    int here = one.indexOf(mark);
    int there = other.indexOf(mark);
    if (here < 0 || here != there || !one.substring(0, here).equals(other.substring(0, there))) {
      return false;
    }
    try {
      return json
        .readTree(one.substring(here + mark.length()))
        .equals(json.readTree(other.substring(there + mark.length())));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private RunInHand inHand(
    AgentRun run,
    AgentRole role,
    String system,
    String task,
    ReplaySurroundings surroundings
  ) {
    var fresh = new AgentRun(
      run.id(),
      run.agent(),
      run.agentVersion(),
      run.context(),
      run.goal(),
      run.inputs(),
      run.tools(),
      run.prompt(),
      task,
      RunState.RUNNING,
      0,
      0,
      0,
      0,
      BigDecimal.ZERO,
      null,
      null,
      run.createdAt(),
      run.startedAt(),
      null,
      null,
      Duration.ZERO,
      null,
      null
    );
    return new RunInHand(
      fresh,
      role,
      fresh.scope(true),
      Steps.offTheRecord(),
      List.of(new Message.System(system), new Message.User(task)),
      List.of(),
      0,
      clock.instant(),
      surroundings
    );
  }
}
