package dev.steward.process.readiness;

import dev.steward.process.check.Rule;
import dev.steward.process.form.Form;
import dev.steward.process.readiness.Readiness.Answer;
import dev.steward.process.readiness.Readiness.Question;
import dev.steward.process.readiness.Readiness.Source;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.TaskMeans;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the workflow is about, and whose it is. */
final class Scope {

  private static final String PRODUCTION = "production";

  private final Workflow workflow;
  private final Optional<Form> startForm;

  Scope(Workflow workflow, Optional<Form> startForm) {
    this.workflow = workflow;
    this.startForm = startForm;
  }

  Answer workflow() {
    var sheet = new Sheet(Question.WORKFLOW);
    var documentation = workflow.process().getDocumentation();
    if (documentation == null || documentation.isBlank()) {
      sheet.gap("The diagram does not say in words what the workflow does");
    } else {
      sheet.say(Source.DIAGRAM, null, documentation.strip());
    }
    return sheet
      .map(workflow.map(), "trigger", "Begins when")
      .map(workflow.map(), "decisionPoints", "Decides on")
      .map(workflow.map(), "riskClass", "Risk class")
      .gaps(
        workflow.found(List.of(Rule.RISK_CLASS, Rule.UNREACHABLE, Rule.DEAD_END, Rule.NO_DEFAULT))
      )
      .done();
  }

  Answer metric() {
    return new Sheet(Question.METRIC).map(workflow.map(), "successMetric", null).done();
  }

  Answer systems() {
    var sheet = new Sheet(Question.SYSTEMS).map(workflow.map(), "systems", null);
    var tools = workflow.tools().keySet();
    tools
      .stream()
      .collect(Collectors.groupingBy(TaskMeans.Tool::system))
      .entrySet()
      .stream()
      .sorted(Map.Entry.comparingByKey())
      .forEach(system ->
        sheet.say(
          Source.TOOL,
          system.getKey(),
          system
            .getValue()
            .stream()
            .map(tool -> "%s (%s, %s)".formatted(tool.name(), tool.toolClass(), tool.owner()))
            .distinct()
            .collect(Collectors.joining(", "))
        )
      );
    tools
      .stream()
      .filter(tool -> !tool.environments().contains(PRODUCTION))
      .map(TaskMeans.Tool::name)
      .distinct()
      .forEach(name -> sheet.gap(name, "The tool does not exist in production"));
    return sheet.done();
  }

  Answer data() {
    var sheet = new Sheet(Question.DATA).map(workflow.map(), "inputs", null);
    startForm.ifPresent(form ->
      sheet.say(
        Source.DIAGRAM,
        "Start form",
        "asks for " + Wording.list(List.copyOf(new TreeSet<>(form.variables())))
      )
    );
    workflow
      .map()
      .data()
      .forEach((variable, labels) ->
        sheet.say(Source.MAP, variable, "declared as " + words(labels))
      );
    for (var step : workflow.steps()) {
      step
        .field("inputs")
        .ifPresent(inputs -> sheet.at(Source.DIAGRAM, step.task(), "sees " + inputs));
      step
        .field("records")
        .ifPresent(records ->
          sheet.at(Source.DIAGRAM, step.task(), "may only concern itself with " + records)
        );
    }
    workflow
      .tools()
      .keySet()
      .stream()
      .filter(tool -> tool.labels().untrusted() || tool.labels().confidential())
      .map(tool -> tool.name() + "\n" + words(tool.labels()))
      .distinct()
      .map(line -> line.split("\n", 2))
      .forEach(line -> sheet.say(Source.TOOL, line[0], "answers with what is " + line[1]));
    return sheet.gaps(workflow.found(List.of(Rule.READ_BEFORE_WRITTEN, Rule.FORM_MISSING))).done();
  }

  Answer owner() {
    var sheet = new Sheet(Question.OWNER).map(workflow.map(), "owner", null);
    var groups = workflow
      .tasks()
      .stream()
      .flatMap(task -> task.getCandidateGroups().stream())
      .distinct()
      .sorted()
      .toList();
    if (!groups.isEmpty()) {
      sheet.say(Source.DIAGRAM, "People's tasks", "are done by " + Wording.list(groups));
    }
    return sheet
      .say(
        Source.PLATFORM,
        "Operators",
        "retry and cancel its instances, and stop its agents and tools at once"
      )
      .done();
  }

  private static String words(Labels labels) {
    var origin = labels.untrusted() ? "from outside" : "trusted";
    return labels.confidential() ? origin + " and confidential" : origin;
  }
}
