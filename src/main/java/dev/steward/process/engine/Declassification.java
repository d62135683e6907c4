package dev.steward.process.engine;

import dev.steward.process.spi.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.ExtensionElement;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.UserTask;
import org.flowable.validation.ValidationError;
import org.flowable.validation.validator.ProcessLevelValidator;

/**
 * What {@code <steward:declassify variables="…" labels="…"/>} says about a user task: whoever completes it vouches that these
 * variables may lose these labels.
 */
public record Declassification(List<String> variables, Labels labels) {
  private static final List<String> KNOWN = List.of("untrusted", "confidential");

  public Declassification {
    variables = List.copyOf(variables);
  }

  /** Empty for a task that declares none. */
  public static Optional<Declassification> of(UserTask task) {
    return element(task).map(element -> {
      var labels = words(element, "labels");
      return new Declassification(
        words(element, "variables"),
        new Labels(labels.contains("untrusted"), labels.contains("confidential"))
      );
    });
  }

  private static Optional<ExtensionElement> element(UserTask task) {
    return task
      .getExtensionElements()
      .getOrDefault("declassify", List.of())
      .stream()
      .filter(element -> WorkflowMap.NAMESPACE.equals(element.getNamespace()))
      .findFirst();
  }

  private static List<String> words(ExtensionElement element, String attribute) {
    var list = element.getAttributeValue(null, attribute);
    return list == null
      ? List.of()
      : Arrays.stream(list.split(","))
          .map(String::strip)
          .filter(word -> !word.isEmpty())
          .toList();
  }

  /** Refuses a declaration that would clear nothing, or something else than its author meant. */
  static final class Validator extends ProcessLevelValidator {

    @Override
    protected void executeValidation(
      BpmnModel model,
      Process process,
      List<ValidationError> errors
    ) {
      for (var task : process.findFlowElementsOfType(UserTask.class, true)) {
        element(task).ifPresent(element -> {
          var labels = words(element, "labels");
          if (words(element, "variables").isEmpty()) {
            addError(errors, "steward-declassify", process, task, "declassify names no variables");
          }
          if (labels.isEmpty() || !KNOWN.containsAll(labels)) {
            addError(
              errors,
              "steward-declassify",
              process,
              task,
              "declassify must name labels out of " + KNOWN
            );
          }
        });
      }
    }
  }
}
