package dev.steward.process.engine;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.ExtensionElement;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.UserTask;
import org.flowable.validation.ValidationError;
import org.flowable.validation.validator.ProcessLevelValidator;

/**
 * What {@code <steward:escalation group="…" after="PT4H"/>} says about a user task: who may do it too once it is overdue.
 *
 * @param after the due date; none is at the due date itself
 */
public record Escalation(String group, Duration after) {
  /** In the order in which they come; empty for a task that declares none. */
  public static List<Escalation> of(UserTask task) {
    return elements(task)
      .stream()
      .map(element ->
        new Escalation(
          String.valueOf(element.getAttributeValue(null, "group")).strip(),
          after(element)
        )
      )
      .sorted(Comparator.comparing(Escalation::after))
      .toList();
  }

  /** As they stand in the diagram, whatever else is wrong there. */
  public static List<String> groups(UserTask task) {
    return elements(task)
      .stream()
      .map(element -> element.getAttributeValue(null, "group"))
      .filter(Objects::nonNull)
      .toList();
  }

  private static List<ExtensionElement> elements(UserTask task) {
    return task
      .getExtensionElements()
      .getOrDefault("escalation", List.of())
      .stream()
      .filter(element -> WorkflowMap.NAMESPACE.equals(element.getNamespace()))
      .toList();
  }

  private static Duration after(ExtensionElement element) {
    var text = element.getAttributeValue(null, "after");
    return text == null || text.isBlank() ? Duration.ZERO : Duration.parse(text.strip());
  }

  /** Refuses an escalation that would never come. */
  static final class Validator extends ProcessLevelValidator {

    @Override
    protected void executeValidation(
      BpmnModel model,
      Process process,
      List<ValidationError> errors
    ) {
      for (var task : process.findFlowElementsOfType(UserTask.class, true)) {
        var elements = elements(task);
        if (!elements.isEmpty() && (task.getDueDate() == null || task.getDueDate().isBlank())) {
          addError(
            errors,
            "steward-escalation",
            process,
            task,
            "escalation needs a due date to count from"
          );
        }
        for (var element : elements) {
          check(element).forEach(problem ->
            addError(errors, "steward-escalation", process, task, problem)
          );
        }
      }
    }

    private static List<String> check(ExtensionElement element) {
      var group = element.getAttributeValue(null, "group");
      if (group == null || group.isBlank()) {
        return List.of("escalation names no group");
      }
      try {
        return after(element).isNegative()
          ? List.of("escalation comes after the due date, not before it")
          : List.of();
      } catch (DateTimeParseException e) {
        return List.of("escalation's after must be a duration, as in PT4H");
      }
    }
  }
}
