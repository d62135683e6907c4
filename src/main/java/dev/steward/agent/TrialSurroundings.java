package dev.steward.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.budget.Reservation;
import dev.steward.journal.Step;
import dev.steward.json.JsonSchema;
import dev.steward.model.ModelAnswer;
import dev.steward.model.ModelFault;
import dev.steward.model.ModelRequest;
import dev.steward.model.Models;
import dev.steward.policy.ModelDecision;
import dev.steward.problem.FieldError;
import dev.steward.process.spi.Labels;
import dev.steward.tool.CallOutcome;
import dev.steward.tool.CallScope;
import dev.steward.tool.OfferedTool;
import dev.steward.tool.ProposedCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model, and the recorded answers of tools: none of them is called. */
final class TrialSurroundings implements Surroundings {

  private final Models models;
  private final String model;
  private final List<OfferedTool> tools;
  private final RecordedAnswers recorded;
  private final ObjectMapper json;
  private final Clock clock;
  private final List<Trial.Called> called = new ArrayList<>();
  private final List<ModelAnswer> answers = new ArrayList<>();

  TrialSurroundings(
    Models models,
    String model,
    List<OfferedTool> tools,
    RecordedAnswers recorded,
    ObjectMapper json,
    Clock clock
  ) {
    this.models = models;
    this.model = model;
    this.tools = tools;
    this.recorded = recorded;
    this.json = json;
    this.clock = clock;
  }

  List<Trial.Called> called() {
    return called;
  }

  List<ModelAnswer> answers() {
    return answers;
  }

  @Override
  public ModelCalls.Result ask(RunInHand run, ModelRequest request) {
    ModelFault last = null;
    for (int attempt = 1; attempt <= ModelCalls.ATTEMPTS_PER_MODEL; attempt++) {
      try (var slot = models.slot(model, Duration.ofSeconds(30)).orElse(null)) {
        if (slot == null) {
          return failed("the model '%s' has too much to do".formatted(model));
        }
        var started = clock.instant();
        var answer = models.answer(model, request);
        answers.add(answer);
        if (answer.fault().isEmpty()) {
          var took = Duration.between(started, clock.instant());
          var chosen = new ModelDecision(model, null, List.of(), null);
          return new ModelCalls.Answered(answer, attempt, took, Reservation.NONE, chosen);
        }
        run.charge(answer);
        last = answer.fault().get();
      } catch (ModelFault fault) {
        last = fault;
        if (!fault.kind().retryable()) {
          break;
        }
        var pause = ModelCalls.pause(fault, attempt);
        ModelCalls.sleep(
          pause.compareTo(ModelCalls.LONGEST_PAUSE_HERE) < 0 ? pause : ModelCalls.LONGEST_PAUSE_HERE
        );
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return failed("the evaluation was stopped");
      }
    }
    return failed(
      "model '%s' gives no usable answer: %s".formatted(
        model,
        last == null ? "" : last.getMessage()
      )
    );
  }

  private static ModelCalls.Failed failed(String reason) {
    return new ModelCalls.Failed("AGENT_FAILED", reason);
  }

  @Override
  public List<OfferedTool> offered(CallScope scope) {
    return tools;
  }

  @Override
  public boolean isHeld(CallScope scope) {
    return false;
  }

  @Override
  public Calls propose(Step step, RunInHand run, int turn, List<ProposedCall> proposals) {
    var outcomes = proposals.stream().map(this::outcome).toList();
    return new Calls() {
      @Override
      public int count() {
        return outcomes.size();
      }

      @Override
      public List<CallOutcome> advance() {
        return outcomes;
      }
    };
  }

  /** Refused as the gateway would, by the run's limits and the contract; else what is recorded. */
  private CallOutcome outcome(ProposedCall call) {
    if (call.refusal() != null) {
      return refused(call, "run-limit", call.refusal(), List.of());
    }
    var tool = tools
      .stream()
      .filter(offered -> offered.name().equals(call.tool()))
      .findFirst();
    if (tool.isEmpty()) {
      var reason = "The tool '" + call.tool() + "' is not offered in this task";
      return refused(call, "tool-not-offered", reason, List.of());
    }
    var errors = JsonSchema.compile(tool.get().arguments()).validate(call.arguments());
    if (!errors.isEmpty()) {
      var reason = "The arguments do not fit the tool's contract";
      return refused(call, "invalid-arguments", reason, errors);
    }
    var answer = recorded.to(call.tool(), call.arguments());
    called.add(new Trial.Called(call.tool(), call.arguments(), answer.orElse(null)));
    return answer.isPresent()
      ? settled(answer.get())
      : new CallOutcome.Unknown(
          "No answer is recorded for %s with %s".formatted(call.tool(), call.arguments())
        );
  }

  private CallOutcome refused(
    ProposedCall call,
    String code,
    @Nullable String reason,
    List<FieldError> errors
  ) {
    var result = JsonNodeFactory.instance.objectNode();
    var error = result.putObject("error").put("code", code).put("message", reason);
    if (!errors.isEmpty()) {
      error.set("errors", json.valueToTree(errors));
    }
    called.add(new Trial.Called(call.tool(), call.arguments(), result));
    return settled(result);
  }

  private static CallOutcome settled(JsonNode result) {
    return new CallOutcome.Settled(result, !result.has("error"), Labels.NONE);
  }

  @Override
  public Calls open(RunInHand run) {
    throw new IllegalStateException("A trial is not resumed");
  }

  @Override
  public Instant now(RunInHand run) {
    return clock.instant();
  }
}
