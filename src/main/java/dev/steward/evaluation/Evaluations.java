package dev.steward.evaluation;

import dev.steward.agent.TrialRole;
import dev.steward.agent.Trials;
import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.evaluation.Evaluation.State;
import dev.steward.identity.Actor;
import dev.steward.problem.BrokenDefinitionException;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts, shows and cancels evaluations. */
@Component
class Evaluations {

  private static final int SHOWN = 200;

  private final Cases cases;
  private final Trials trials;
  private final EvaluationRows rows;
  private final EvaluationWorker worker;
  private final EvaluationProperties properties;
  private final AuditTrail trail;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Evaluations(
    Cases cases,
    Trials trials,
    EvaluationRows rows,
    EvaluationWorker worker,
    EvaluationProperties properties,
    AuditTrail trail,
    TransactionTemplate transaction,
    Clock clock
  ) {
    this.cases = cases;
    this.trials = trials;
    this.rows = rows;
    this.worker = worker;
    this.properties = properties;
    this.trail = trail;
    this.transaction = transaction;
    this.clock = clock;
  }

  UUID start(EvaluationRequest request, Actor actor) {
    var role = role(request);
    var model = request.model() == null ? role.model() : request.model();
    if (!trials.knowsModel(model)) {
      throw invalid("/model", "no model is configured under steward.models." + model);
    }
    var chosen = cases(request);
    int times = request.trials() == null ? 1 : request.trials();
    var evaluation = new Evaluation(
      UUID.randomUUID(),
      role.agent(),
      role.version(),
      request.prompt() != null,
      model,
      times,
      chosen.size() * times,
      limit(request.spendLimitUsd()),
      State.RUNNING,
      null,
      actor.name(),
      clock.instant(),
      null
    );
    transaction.executeWithoutResult(open -> {
      rows.insert(evaluation, request.prompt());
      trail.record(entry("evaluation.started", "running", evaluation, actor));
    });
    worker.begin(evaluation, role, chosen);
    return evaluation.id();
  }

  private TrialRole role(EvaluationRequest request) {
    if (request.prompt() != null && request.version() != null) {
      throw invalid("/version", "is not for a prompt that is sent along");
    }
    var inForce = trials
      .inForce(request.agent())
      .orElseThrow(() ->
        ProblemException.notFound("agent-not-found", "There is no agent '" + request.agent() + "'")
      );
    if (request.prompt() != null) {
      return trials.draft(request.agent(), request.prompt());
    }
    return request.version() == null ? inForce : trials.version(request.agent(), request.version());
  }

  private Map<String, EvaluationCase> cases(EvaluationRequest request) {
    Map<String, EvaluationCase> all;
    try {
      all = cases.of(request.agent());
    } catch (BrokenDefinitionException e) {
      throw ProblemException.conflict("cases-broken", String.valueOf(e.getMessage()));
    }
    if (all.isEmpty()) {
      throw invalid("/agent", "there are no cases in evaluations/" + request.agent());
    }
    if (request.cases() == null || request.cases().isEmpty()) {
      return all;
    }
    var chosen = new LinkedHashMap<String, EvaluationCase>();
    var errors = new ArrayList<FieldError>();
    for (int i = 0; i < request.cases().size(); i++) {
      var name = request.cases().get(i);
      var found = all.get(name);
      if (found == null) {
        errors.add(new FieldError("/cases/" + i, "there is no case '" + name + "'"));
      } else {
        chosen.put(name, found);
      }
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid("The evaluation cannot be started", errors);
    }
    return chosen;
  }

  private BigDecimal limit(@Nullable BigDecimal asked) {
    return asked == null ? properties.spendLimitUsd() : asked.min(properties.spendLimitUsd());
  }

  List<Evaluation> latest(@Nullable String agent) {
    return rows.latest(agent, SHOWN);
  }

  /** @throws ProblemException 404 where there is no such evaluation */
  EvaluationView get(UUID id) {
    var evaluation = find(id);
    var tried = rows.tried(id);
    var last = rows
      .before(evaluation)
      .map(earlier -> {
        var before = rows.tried(earlier.id());
        return new EvaluationView.Earlier(
          earlier,
          Figures.of(before),
          Comparison.of(tried, before)
        );
      })
      .orElse(null);
    return new EvaluationView(evaluation, tried.size(), Figures.of(tried), tried, last);
  }

  /** What is under way comes to its end; nothing further begins. @throws ProblemException 409 where it is over */
  void cancel(UUID id, Actor actor) {
    var evaluation = find(id);
    transaction.executeWithoutResult(open -> {
      if (!rows.end(id, State.CANCELLED, "Cancelled by " + actor.name())) {
        throw ProblemException.conflict("evaluation-ended", "The evaluation has ended already");
      }
      trail.record(entry("evaluation.cancelled", "cancelled", evaluation, actor));
    });
  }

  private Evaluation find(UUID id) {
    return rows
      .find(id)
      .orElseThrow(() ->
        ProblemException.notFound("evaluation-not-found", "There is no evaluation '" + id + "'")
      );
  }

  private static AuditEntry entry(String type, String state, Evaluation evaluation, Actor actor) {
    return new AuditEntry(
      type,
      actor.name(),
      null,
      null,
      null,
      null,
      state,
      "Evaluation of " + evaluation.agent() + " with " + evaluation.model(),
      Map.of(
        "evaluationId",
        evaluation.id(),
        "agent",
        evaluation.agent(),
        "agentVersion",
        evaluation.version(),
        "draft",
        evaluation.draft(),
        "model",
        evaluation.model(),
        "trials",
        evaluation.planned()
      )
    );
  }

  private static ProblemException invalid(String path, String message) {
    return ProblemException.invalid(
      "The evaluation cannot be started",
      List.of(new FieldError(path, message))
    );
  }
}
