package dev.steward.process.readiness;

import dev.steward.identity.People;
import dev.steward.policy.Limit;
import dev.steward.policy.LimitQuestion;
import dev.steward.policy.Policies;
import dev.steward.process.check.Rule;
import dev.steward.process.engine.Escalation;
import dev.steward.process.readiness.Readiness.Answer;
import dev.steward.process.readiness.Readiness.Question;
import dev.steward.process.readiness.Readiness.Source;
import dev.steward.process.spi.TaskMeans;
import dev.steward.process.spi.TaskMeans.Course;
import dev.steward.process.spi.TaskMeans.Expected;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flowable.bpmn.model.BoundaryEvent;
import org.flowable.bpmn.model.ErrorEventDefinition;
import org.flowable.bpmn.model.UserTask;

/** What the workflow may do by itself, and what holds it. */
final class Control {

  private static final String PRODUCTION = "production";

  private final Workflow workflow;
  private final Policies policies;
  private final People people;

  Control(Workflow workflow, Policies policies, People people) {
    this.workflow = workflow;
    this.policies = policies;
    this.people = people;
  }

  Answer autonomous() {
    var sheet = new Sheet(Question.AUTONOMOUS);
    for (var step : workflow.steps()) {
      var agent = step.means().agent();
      if (agent != null) {
        sheet.at(
          Source.AGENT,
          step.task(),
          "%s: %s It has the permissions of %s and runs on the model %s.".formatted(
            agent.name(),
            sentence(agent.responsibility()),
            Wording.whose(agent.represents()),
            agent.model()
          )
        );
      }
    }
    workflow
      .steps()
      .stream()
      .map(step -> step.means().agent())
      .filter(agent -> agent != null && agent.rehearses())
      .map(TaskMeans.Agent::model)
      .distinct()
      .forEach(model ->
        sheet.gap(model, "This model has no address here: scripted answers take its place")
      );
    workflow
      .tools()
      .keySet()
      .stream()
      .filter(tool -> tool.ordinarily().runs())
      .forEach(tool -> sheet.say(Source.TABLE, tool.name(), Wording.of(tool)));
    return sheet.gaps(workflow.found(Rule.WRITE_WITHOUT_APPROVAL)).done();
  }

  Answer approval() {
    var sheet = new Sheet(Question.APPROVAL).map(workflow.map(), "approvals", null);
    workflow.tasks().forEach(task -> sheet.at(Source.DIAGRAM, task, wording(task)));
    var tools = workflow.tools().keySet();
    tools
      .stream()
      .filter(tool ->
        tool
          .expected()
          .values()
          .stream()
          .anyMatch(each -> each.course() == Course.ASKED)
      )
      .forEach(tool -> sheet.say(Source.TABLE, tool.name(), Wording.of(tool)));
    tools
      .stream()
      .filter(tool -> tool.ordinarily().course() == Course.REFUSED)
      .forEach(tool ->
        sheet.gap(
          tool.name(),
          "The tool is offered, and every call of it is refused: " + tool.ordinarily().reason()
        )
      );
    var asked = tools
      .stream()
      .flatMap(tool -> tool.expected().values().stream())
      .flatMap(Control::groups)
      .collect(Collectors.toCollection(TreeSet::new));
    people.groups().ifPresent(known ->
      asked
        .stream()
        .filter(group -> !known.contains(group))
        .forEach(group -> sheet.gap(group, "Nobody is in this group, which would have to approve"))
    );
    return sheet.gaps(workflow.found(List.of(Rule.TASK_FOR_NOBODY, Rule.GROUP_UNKNOWN))).done();
  }

  Answer fallback() {
    var sheet = new Sheet(Question.FALLBACK)
      .map(workflow.map(), "fallback", null)
      .map(workflow.map(), "exceptions", "Exceptions");
    workflow.steps().forEach(step ->
      step
        .task()
        .getBoundaryEvents()
        .stream()
        .filter(Control::catchesErrors)
        .forEach(event ->
          sheet.at(Source.DIAGRAM, step.task(), "where it fails, it goes on at " + next(event))
        )
    );
    workflow
      .tools()
      .keySet()
      .forEach(tool -> {
        if (tool.fallback() != null) {
          sheet.say(
            Source.TOOL,
            tool.name(),
            "where its system does not answer, " + tool.fallback()
          );
        }
        if (tool.compensation() != null) {
          sheet.say(Source.TOOL, tool.name(), "is taken back by " + tool.compensation());
        }
      });
    return sheet.gaps(workflow.found(Rule.NO_FALLBACK)).done();
  }

  Answer logged() {
    var sheet = new Sheet(Question.LOGGED)
      .say(
        Source.PLATFORM,
        "Audit trail",
        "keeps each start, model call, verdict, tool call, decision and change, with who did it, for whom, by which rules and versions; it is written in the transaction of what it records and is never changed"
      )
      .say(
        Source.PLATFORM,
        "Journal",
        "keeps what each agent was told and answered, and every call with its arguments and result"
      );
    workflow
      .tools()
      .keySet()
      .stream()
      .filter(tool -> tool.masked() > 0)
      .map(TaskMeans.Tool::name)
      .distinct()
      .forEach(name ->
        sheet.say(Source.TOOL, name, "what its contract names as sensitive is masked on the trail")
      );
    return sheet.done();
  }

  Answer measured() {
    var sheet = new Sheet(Question.MEASURED).map(workflow.map(), "successMetric", "Quality");
    aims(sheet);
    for (var tool : workflow.tools().keySet()) {
      var ordinarily = tool.ordinarily();
      if (ordinarily.course() == Course.SAMPLED) {
        sheet.say(Source.TABLE, tool.name(), Wording.of(ordinarily));
      } else if (tool.writes() && ordinarily.course() == Course.RUNS) {
        sheet.gap(tool.name(), "It writes by itself, and nobody judges a share of its calls");
      }
    }
    workflow
      .steps()
      .stream()
      .map(Workflow.Step::agent)
      .filter(Objects::nonNull)
      .distinct()
      .forEach(agent -> cost(agent, sheet));
    return sheet.done();
  }

  private void aims(Sheet sheet) {
    var map = workflow.map();
    map
      .says("baselineMinutes")
      .ifPresent(minutes ->
        sheet.say(Source.MAP, "Baseline", "takes " + minutes + " minutes by hand")
      );
    map
      .says("successVariable")
      .flatMap(variable -> map.says("successValue").map(value -> variable + " is " + value))
      .ifPresent(success -> sheet.say(Source.MAP, "Success", success));
  }

  private void cost(String agent, Sheet sheet) {
    var decision = policies.limits(
      new LimitQuestion(
        workflow.map().riskClass(),
        PRODUCTION,
        workflow.definition().getKey(),
        agent,
        Set.of()
      )
    );
    if (!decision.known()) {
      sheet.gap(agent, "The tables of budgets cannot be asked, so it may spend nothing");
    } else if (decision.limits().isEmpty()) {
      sheet.gap(agent, "No budget limits what its model may cost");
    } else {
      decision.limits().forEach(limit -> sheet.say(Source.TABLE, agent, wording(limit)));
    }
  }

  private static String wording(Limit limit) {
    var amount = Stream.of(
      limit.costUsd() == null ? "" : "%s USD".formatted(limit.costUsd().toPlainString()),
      limit.tokens() == null ? "" : "%d tokens".formatted(limit.tokens())
    )
      .filter(text -> !text.isEmpty())
      .collect(Collectors.joining(" and "));
    var by = switch (limit.scope()) {
      case ALL -> "by all workflows together";
      case PROCESS -> "by this workflow";
      case AGENT -> "by this agent";
      case RISK_CLASS -> "by all workflows of its risk class";
      case INITIATOR -> "by each person who starts it";
    };
    var then = switch (limit.onExceeded()) {
      case STOP -> "nothing more is spent";
      case ASK -> limit.reviewers() + " may grant more";
      case DEGRADE -> "it goes on with " + limit.cheaperModel();
    };
    return "at most %s a %s %s; then %s".formatted(amount, limit.period().id(), by, then);
  }

  private static Stream<String> groups(Expected expected) {
    var asked = expected.asked();
    return asked == null
      ? Stream.of()
      : Stream.of(asked.group(), asked.escalation()).filter(Objects::nonNull);
  }

  private static String wording(UserTask task) {
    var who = task.getCandidateGroups().isEmpty()
      ? Objects.requireNonNullElse(task.getAssignee(), "nobody")
      : Wording.list(task.getCandidateGroups());
    var due =
      task.getDueDate() == null || task.getDueDate().isBlank()
        ? ""
        : ", within " + Wording.time(task.getDueDate());
    var later = Escalation.of(task)
      .stream()
      .map(escalation -> ", after that " + escalation.group() + " may too")
      .distinct()
      .collect(Collectors.joining());
    return "decided by " + who + due + later;
  }

  private static boolean catchesErrors(BoundaryEvent event) {
    return event.getEventDefinitions().stream().anyMatch(ErrorEventDefinition.class::isInstance);
  }

  private static String next(BoundaryEvent event) {
    return event
      .getOutgoingFlows()
      .stream()
      .map(flow -> Workflow.nameOf(flow.getTargetFlowElement()))
      .collect(Collectors.joining(", "));
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
