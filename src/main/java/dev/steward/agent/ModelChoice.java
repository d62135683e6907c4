package dev.steward.agent;

import dev.steward.budget.Budgets;
import dev.steward.model.Models;
import dev.steward.policy.ModelDecision;
import dev.steward.policy.ModelNames;
import dev.steward.policy.ModelQuestion;
import dev.steward.policy.Policies;
import java.util.List;
import org.springframework.stereotype.Component;

/** Asks the decision tables which model may see what a run has read. */
@Component
class ModelChoice {

  private final Policies policies;
  private final Budgets budgets;
  private final Models models;

  ModelChoice(Policies policies, Budgets budgets, Models models) {
    this.policies = policies;
    this.budgets = budgets;
    this.models = models;
  }

  /** @param candidate the agent's own model, or what takes its place */
  ModelDecision of(RunInHand run, String candidate) {
    var context = run.run().context();
    if (context.rehearsed()) {
      return new ModelDecision(Models.REHEARSAL, "This is a rehearsal", List.of(), null);
    }
    var labels = run.scope().labels();
    var decision = policies.model(
      new ModelQuestion(
        context.riskClass(),
        context.environment(),
        context.processKey(),
        run.run().agent(),
        candidate,
        context.accountSensitivity(),
        labels.untrusted(),
        labels.confidential(),
        budgets.used(run.spender()),
        budgets.initiatorRoles(run.spender())
      )
    );
    var model = decision.model();
    if (model == null || model.equals(candidate)) {
      return decision;
    }
    if (!models.knows(model)) {
      return refused(decision, "The model '%s' is not configured".formatted(model));
    }
    return models.rehearses(model) && !models.rehearses(candidate)
      ? refused(
          decision,
          "The model '%s' has no base URL: the rehearsal must never stand in for a model".formatted(
            model
          )
        )
      : decision;
  }

  private static ModelDecision refused(ModelDecision decision, String reason) {
    return new ModelDecision(null, reason, List.copyOf(decision.rules()), decision.shadow());
  }

  /** Lets the tables be held to the models that are configured. */
  @Component
  static class Names implements ModelNames {

    private final Models models;

    Names(Models models) {
      this.models = models;
    }

    @Override
    public boolean knows(String model) {
      return models.knows(model);
    }
  }
}
