package dev.steward.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.agent.Trial;
import dev.steward.evaluation.EvaluationCase.Calls;
import dev.steward.json.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds what an agent did against what its case expects. */
final class Expectations {

  private Expectations() {}

  /** @return what was not met, nothing left out */
  static List<Finding> unmet(EvaluationCase tried, Trial trial) {
    var findings = new ArrayList<Finding>();
    var expect = tried.expect();
    trial
      .calls()
      .stream()
      .filter(call -> call.result() == null)
      .forEach(call ->
        findings.add(
          new Finding(
            Finding.Kind.TOOLS,
            call.tool(),
            "a call that the case has an answer for",
            call.arguments().toString()
          )
        )
      );
    var answer = trial.answer();
    if (answer == null) {
      findings.add(
        new Finding(
          Finding.Kind.ANSWER,
          "",
          "an answer",
          "%s: %s".formatted(trial.errorCode(), trial.error())
        )
      );
    } else {
      compare(Finding.Kind.CLASSIFICATION, expect.classification(), answer, findings);
      compare(Finding.Kind.ROUTING, expect.routing(), answer, findings);
      compare(Finding.Kind.TEXT, expect.text(), answer, findings);
    }
    if (expect.tools() != null) {
      tools(expect.tools(), trial.calls(), findings);
    }
    limits(expect, trial, findings);
    return List.copyOf(findings);
  }

  private static void compare(
    Finding.Kind kind,
    Map<String, JsonNode> conditions,
    JsonNode answer,
    List<Finding> findings
  ) {
    conditions.forEach((pointer, expected) -> {
      var value = answer.at(pointer);
      if (!Conditions.holds(value, expected)) {
        var got = value.isMissingNode() ? "nothing" : value.toString();
        findings.add(new Finding(kind, pointer, expected.toString(), got));
      }
    });
  }

  private static void tools(Calls expected, List<Trial.Called> calls, List<Finding> findings) {
    var called = calls.stream().map(Trial.Called::tool).toList();
    for (var tool : expected.must()) {
      if (!called.contains(tool)) {
        findings.add(finding(tool, "is called", "was not"));
      }
    }
    for (var tool : expected.mustNot()) {
      if (called.contains(tool)) {
        findings.add(finding(tool, "is not called", "was"));
      }
    }
    var first = called.stream().filter(expected.order()::contains).distinct().toList();
    if (!first.equals(expected.order())) {
      findings.add(finding("", String.join(", ", expected.order()), String.join(", ", first)));
    }
    expected.arguments().forEach((tool, arguments) -> {
      var made = calls
        .stream()
        .filter(call -> call.tool().equals(tool))
        .map(Trial.Called::arguments)
        .toList();
      if (made.stream().noneMatch(some -> fits(some, arguments))) {
        findings.add(finding(tool, arguments.toString(), made.toString()));
      }
    });
  }

  private static boolean fits(JsonNode made, JsonNode expected) {
    return expected.has("$schema")
      ? JsonSchema.compile(expected).validate(made).isEmpty()
      : Conditions.includes(made, expected);
  }

  private static Finding finding(String tool, String expected, String got) {
    return new Finding(Finding.Kind.TOOLS, tool, expected, got);
  }

  private static void limits(EvaluationCase.Expected expect, Trial trial, List<Finding> findings) {
    var turns = expect.maxTurns();
    if (turns != null && trial.modelCalls() > turns) {
      findings.add(
        new Finding(Finding.Kind.LIMITS, "maxTurns", "at most " + turns, "" + trial.modelCalls())
      );
    }
    var cost = expect.maxCostUsd();
    if (cost != null && trial.costUsd().compareTo(cost) > 0) {
      findings.add(
        new Finding(
          Finding.Kind.LIMITS,
          "maxCostUsd",
          "at most " + cost.toPlainString(),
          trial.costUsd().toPlainString()
        )
      );
    }
  }
}
