package dev.steward.process.engine;

import dev.steward.process.spi.Mandate;
import dev.steward.telemetry.InstanceTraces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.UserTask;
import org.flowable.engine.impl.bpmn.parser.BpmnParse;
import org.flowable.engine.impl.bpmn.parser.handler.ServiceTaskParseHandler;
import org.flowable.validation.ValidationError;
import org.flowable.validation.validator.impl.ServiceTaskValidator;

/** Teaches the engine's parser and validator the durable task types. */
final class StewardServiceTasks {

  private StewardServiceTasks() {}

  /** Takes the place of the default handler, which would warn about types it does not know. */
  static final class Parser extends ServiceTaskParseHandler {

    private final DurableTasks types;
    private final TaskEntries entries;
    private final VariableLabels labels;
    private final InstanceTraces traces;

    Parser(DurableTasks types, TaskEntries entries, VariableLabels labels, InstanceTraces traces) {
      this.types = types;
      this.entries = entries;
      this.labels = labels;
      this.traces = traces;
    }

    @Override
    protected void executeParse(BpmnParse parse, ServiceTask task) {
      types
        .find(String.valueOf(task.getType()))
        .ifPresentOrElse(
          type -> task.setBehavior(new DurableTaskBehavior(type, entries, labels, traces, task)),
          () -> super.executeParse(parse, task)
        );
    }
  }

  static final class Validator extends ServiceTaskValidator {

    private final DurableTasks types;

    Validator(DurableTasks types) {
      this.types = types;
    }

    @Override
    protected void validateUnknownServiceTaskType(
      Process process,
      ServiceTask task,
      List<ValidationError> errors
    ) {
      types.find(task.getType()).ifPresentOrElse(
        type -> {
          var fields = TaskFields.of(task);
          type
            .problems(fields)
            .forEach(problem -> addError(errors, "steward-task", process, task, problem));
          mandateProblems(process, fields).forEach(problem ->
            addError(errors, "steward-mandate", process, task, problem)
          );
        },
        () -> super.validateUnknownServiceTaskType(process, task, errors)
      );
    }

    private static List<String> mandateProblems(Process process, Map<String, String> fields) {
      var problems = new ArrayList<String>();
      var owner = fields.get("owner");
      if (owner != null && !(process.getFlowElement(owner, true) instanceof UserTask)) {
        problems.add("The field 'owner' must name a user task, and '" + owner + "' is none");
      }
      var autonomy = fields.get("autonomy");
      if (autonomy != null && Mandate.Autonomy.of(autonomy).isEmpty()) {
        problems.add("The field 'autonomy' is high, medium or low");
      }
      if ("low".equals(autonomy) && fields.getOrDefault("reviewers", "").isBlank()) {
        problems.add("With 'autonomy' low the field 'reviewers' names the group that approves");
      }
      if (fields.containsKey("records") && fields.get("records").isBlank()) {
        problems.add("The field 'records' names at least one record, such as ${lead.email}");
      }
      if (fields.containsKey("terms")) {
        problems.addAll(TermsField.problems(fields.getOrDefault("terms", "")));
      }
      return problems;
    }
  }
}
