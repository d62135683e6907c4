package dev.steward.agent;

import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.VisibleInstances;
import dev.steward.tool.ToolGateway;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Agent runs for whoever may see their instance; to stop one is for operators. */
@RestController
@RequestMapping("/api/runs")
class RunController {

  private final AgentRuns runs;
  private final Turns turns;
  private final ToolGateway gateway;
  private final RunStops stops;
  private final Replays replays;
  private final VisibleInstances instances;
  private final CurrentActor current;

  RunController(
    AgentRuns runs,
    Turns turns,
    ToolGateway gateway,
    RunStops stops,
    Replays replays,
    VisibleInstances instances,
    CurrentActor current
  ) {
    this.runs = runs;
    this.turns = turns;
    this.gateway = gateway;
    this.stops = stops;
    this.replays = replays;
    this.instances = instances;
    this.current = current;
  }

  @Schema(name = "StopRequest")
  record StopRequest(@NotBlank @Size(max = 500) String reason) {}

  /** The runs of an instance, oldest first. */
  @GetMapping
  Listing<RunView> list(@RequestParam String instanceId) {
    instances.require(instanceId, current.get());
    return Listing.whole(
      runs
        .ofInstance(instanceId)
        .stream()
        .map(run -> RunView.of(run, List.of()))
        .toList()
    );
  }

  @GetMapping("/{id}")
  RunView get(@PathVariable UUID id) {
    var run = visible(id);
    boolean over = run.state().hasEnded();
    var steps = Stream.concat(
      turns.attempts(id).stream().map(RunStep::of),
      gateway
        .journal(id)
        .stream()
        .map(call -> RunStep.of(call, over))
    )
      .sorted(Comparator.comparing(RunStep::turn).thenComparing(RunStep::startedAt))
      .toList();
    return RunView.of(run, steps);
  }

  /** The task of a stopped run goes on with the error {@code STOPPED}, or becomes an incident. */
  @PostMapping("/{id}/stop")
  @PreAuthorize("hasRole('operator')")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void stop(@PathVariable UUID id, @Valid @RequestBody StopRequest request) {
    stops.stop(visible(id), request.reason(), current.get());
  }

  /**
   * Runs an ended run again on its journal, without any call.
   *
   * @param version of the agent, to see where it would have asked something else; the run's own where none is named
   */
  @PostMapping("/{id}/replay")
  @PreAuthorize("hasAnyRole('analyst', 'operator', 'auditor')")
  Replay replay(@PathVariable UUID id, @RequestParam(required = false) @Nullable String version) {
    return replays.replay(visible(id), version);
  }

  private AgentRun visible(UUID id) {
    var run = runs
      .find(id)
      .orElseThrow(() ->
        ProblemException.notFound("run-not-found", "There is no run '" + id + "'")
      );
    instances.require(run.context().instanceId(), current.get());
    return run;
  }
}
