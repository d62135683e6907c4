package dev.steward.process.engine;

import java.util.List;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.ServiceTask;
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

    Parser(DurableTasks types, TaskEntries entries, VariableLabels labels) {
      this.types = types;
      this.entries = entries;
      this.labels = labels;
    }

    @Override
    protected void executeParse(BpmnParse parse, ServiceTask task) {
      types
        .find(String.valueOf(task.getType()))
        .ifPresentOrElse(
          type -> task.setBehavior(new DurableTaskBehavior(type, entries, labels, task)),
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
      types
        .find(task.getType())
        .ifPresentOrElse(
          type ->
            type
              .problems(TaskFields.of(task))
              .forEach(problem -> addError(errors, "steward-task", process, task, problem)),
          () -> super.validateUnknownServiceTaskType(process, task, errors)
        );
    }
  }
}
