package dev.steward.monitoring;

import static dev.steward.monitoring.Category.ACCURACY;
import static dev.steward.monitoring.Category.BUSINESS_IMPACT;
import static dev.steward.monitoring.Category.COST;
import static dev.steward.monitoring.Category.RELIABILITY;
import static dev.steward.monitoring.Category.RISK;
import static dev.steward.monitoring.Category.WORKFLOW_QUALITY;
import static dev.steward.monitoring.Unit.MILLISECONDS;
import static dev.steward.monitoring.Unit.MINUTES;
import static dev.steward.monitoring.Unit.USD;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What is measured, with its definition. {@code docs/monitoring.md} tells the same, and a test holds it against this. */
enum Figure {
  APPROVAL_RATE(
    ACCURACY,
    new Formula.Ratio("review.approved", "review.decided"),
    "Proposed calls that people let through as they were, of those they decided on"
  ),
  EDIT_RATE(
    ACCURACY,
    new Formula.Ratio("review.edited", "review.decided"),
    "Proposed calls that people changed before they let them through, of those they decided on"
  ),
  REJECTION_RATE(
    ACCURACY,
    new Formula.Ratio("review.rejected", "review.decided"),
    "Proposed calls that people rejected, of those they decided on"
  ),
  TAKEN_OVER_RATE(
    ACCURACY,
    new Formula.Ratio("review.taken", "review.decided"),
    "Proposed calls that people saw to by hand, of those they decided on"
  ),
  SAMPLES_CORRECT(
    ACCURACY,
    new Formula.Ratio("sample.correct", "sample.judged"),
    "Sampled calls that were judged correct, of those judged"
  ),
  SAMPLES_WRONG(
    ACCURACY,
    new Formula.Ratio("sample.wrong", "sample.judged"),
    "Sampled calls that were judged wrong, of those judged; the rest was flawed and good enough"
  ),
  CLASSIFICATION_ACCURACY(
    ACCURACY,
    new Formula.Ratio("label.classification.correct", "label.classification"),
    "Classifications that were labelled as right, of those labelled"
  ),
  TOOL_USE_ACCURACY(
    ACCURACY,
    new Formula.Ratio("label.tool-use.correct", "label.tool-use"),
    "Uses of tools that were labelled as right, of those labelled"
  ),
  ROUTING_ACCURACY(
    ACCURACY,
    new Formula.Ratio("label.routing.correct", "label.routing"),
    "Ways taken that were labelled as right, of those labelled"
  ),

  STARTED(
    WORKFLOW_QUALITY,
    new Formula.Count("started.instances"),
    "Instances that started in the period"
  ),
  COMPLETION_RATE(
    WORKFLOW_QUALITY,
    new Formula.Ratio("instance.completed", "instance.ended"),
    "Instances that came to an end of their diagram, of those that ended"
  ),
  EXCEPTION_RATE(
    WORKFLOW_QUALITY,
    new Formula.Ratio("instance.troubled", "instance.ended"),
    "Instances with an incident at any time, of those that ended"
  ),
  ESCALATION_RATE(
    WORKFLOW_QUALITY,
    new Formula.Ratio("instance.asked", "instance.ended"),
    "Instances in which people were asked to decide on a call or to settle one in doubt, of those that ended"
  ),
  INCIDENTS(
    WORKFLOW_QUALITY,
    new Formula.Count("incident.opened"),
    "Incidents that were opened in the period, whatever became of them"
  ),

  TURNAROUND_P50(
    BUSINESS_IMPACT,
    new Formula.Quantile("instance.completed", 0.5),
    "From start to end of completed instances, waits for people included: half were faster"
  ),
  TURNAROUND_P95(
    BUSINESS_IMPACT,
    new Formula.Quantile("instance.completed", 0.95),
    "From start to end of completed instances, waits for people included: 19 of 20 were faster"
  ),
  TIME_SAVED(
    BUSINESS_IMPACT,
    MINUTES,
    new Formula.Sum("instance.compared"),
    "Baseline of the workflow map less the turnaround, added up over completed instances; below zero where people were faster"
  ),
  TIME_SAVED_EACH(
    BUSINESS_IMPACT,
    MINUTES,
    new Formula.Per("instance.compared", "instance.compared"),
    "Baseline of the workflow map less the turnaround, for each completed instance"
  ),
  SLOWER_THAN_BASELINE(
    BUSINESS_IMPACT,
    new Formula.Ratio("instance.late", "instance.compared"),
    "Completed instances that took longer than the baseline of the workflow map, of those that have one"
  ),
  CONVERSION(
    BUSINESS_IMPACT,
    new Formula.Ratio("instance.converted", "instance.aimed"),
    "Instances that completed with the value that the workflow map names as success, of those that ended and whose map names one"
  ),

  RUN_FAILURES(
    RELIABILITY,
    new Formula.Ratio("run.failed", "run.ended"),
    "Runs of agents that failed, of those that ended"
  ),
  MODEL_FAILURES(
    RELIABILITY,
    new Formula.Ratio("turn.failed", "turn.ended"),
    "Attempts at model calls that failed, of those that ended"
  ),
  TOOL_FAILURES(
    RELIABILITY,
    new Formula.Ratio("call.failed", "call.made"),
    "Tool calls that failed after all attempts, of those that were made"
  ),
  MODEL_RETRIES(
    RELIABILITY,
    new Formula.Ratio("turn.retried", "turn.ended"),
    "Attempts at model calls after the first, of all attempts"
  ),
  TOOL_RETRIES(
    RELIABILITY,
    new Formula.Ratio("call.retried", "call.made"),
    "Tool calls that took more than one attempt, of those that were made"
  ),
  RUN_P50(
    RELIABILITY,
    new Formula.Quantile("run.completed", 0.5),
    "From start to end of completed runs, without waits for people: half were faster"
  ),
  RUN_P95(
    RELIABILITY,
    new Formula.Quantile("run.completed", 0.95),
    "From start to end of completed runs, without waits for people: 19 of 20 were faster"
  ),
  MODEL_P50(
    RELIABILITY,
    new Formula.Quantile("turn.answered", 0.5),
    "From question to answer of model calls: half were faster"
  ),
  MODEL_P95(
    RELIABILITY,
    new Formula.Quantile("turn.answered", 0.95),
    "From question to answer of model calls: 19 of 20 were faster"
  ),
  TOOL_P50(
    RELIABILITY,
    new Formula.Quantile("call.succeeded", 0.5),
    "From the first attempt to the answer of tool calls that succeeded: half were faster"
  ),
  TOOL_P95(
    RELIABILITY,
    new Formula.Quantile("call.succeeded", 0.95),
    "From the first attempt to the answer of tool calls that succeeded: 19 of 20 were faster"
  ),

  SPEND(
    COST,
    USD,
    new Formula.Sum("turn.ended"),
    "What model calls cost that ended in the period, with failed and discarded ones"
  ),
  COST_PER_INSTANCE(
    COST,
    USD,
    new Formula.Per("instance.ended", "instance.ended"),
    "What the models of instances cost that ended, for each of them"
  ),
  COST_PER_SUCCESS(
    COST,
    USD,
    new Formula.Per("instance.ended", "instance.succeeded"),
    "What the models of all instances cost that ended, for each that completed with what the workflow map names as success, or just completed where it names nothing"
  ),
  MODEL_CALLS(COST, new Formula.Count("turn.ended"), "Attempts at model calls that ended"),
  REHEARSED(
    COST,
    new Formula.Ratio("turn.rehearsed", "turn.ended"),
    "Model calls that the rehearsal model answered, which costs nothing and is no model, of all"
  ),
  TOKENS_IN(COST, new Formula.Count("tokens.in"), "Tokens that models read, from caches included"),
  TOKENS_OUT(COST, new Formula.Count("tokens.out"), "Tokens that models wrote"),

  REFUSALS(
    RISK,
    new Formula.Ratio("call.refused", "call.settled"),
    "Tool calls that the gateway refused, of those proposed; not those that a person rejected"
  ),
  UNAUTHORISED_CALLS(
    RISK,
    new Formula.Count("call.unauthorised"),
    "Tool calls refused since whoever the agent represents may not, the record is not theirs, or the tool was not offered or is forbidden"
  ),
  UNAUTHORISED_REQUESTS(
    RISK,
    new Formula.Count("access.refused"),
    "Requests of people and applications that were refused for want of a right"
  ),
  FAILED_SIGN_INS(RISK, new Formula.Count("access.failed"), "Sign-ins that failed"),
  POLICY_VIOLATIONS(
    RISK,
    new Formula.Count("call.denied"),
    "Tool calls that the decision tables denied"
  ),
  RULES_DENIED(
    RISK,
    new Formula.Count("rule.denied"),
    "Rules that matched calls which the decision tables denied; by detail, each rule"
  ),
  COMPENSATIONS(
    RISK,
    new Formula.Count("call.undone"),
    "Calls that took another back: of a tool that a contract names as its compensation"
  ),
  HASTY_DECISIONS(
    RISK,
    new Formula.Ratio("review.hasty", "review.decided"),
    "Decisions on proposed calls that were made within 3 seconds of being asked for, of all"
  );

  private final Category category;
  private final Unit unit;
  private final Formula formula;
  private final String definition;

  Figure(Category category, Formula formula, String definition) {
    this(
      category,
      switch (formula) {
        case Formula.Ratio ratio -> Unit.RATIO;
        case Formula.Quantile quantile -> MILLISECONDS;
        default -> Unit.COUNT;
      },
      formula,
      definition
    );
  }

  Figure(Category category, Unit unit, Formula formula, String definition) {
    this.category = category;
    this.unit = unit;
    this.formula = formula;
    this.definition = definition;
  }

  Category category() {
    return category;
  }

  Unit unit() {
    return unit;
  }

  Formula formula() {
    return formula;
  }

  String definition() {
    return definition;
  }

  /** By which all of its facts can be told apart. */
  Set<Dimension> dimensions() {
    return formula
      .facts()
      .stream()
      .map(fact -> Source.of(fact).dimensions())
      .reduce((one, other) -> one.stream().filter(other::contains).collect(Collectors.toSet()))
      .orElseThrow();
  }

  /** In lower case with dashes. */
  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
