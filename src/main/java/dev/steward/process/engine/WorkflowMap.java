package dev.steward.process.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.flowable.bpmn.model.ExtensionAttribute;
import org.flowable.bpmn.model.Process;
import org.jspecify.annotations.Nullable;

/**
 * The workflow map: what {@code <steward:workflow …/>} says about a process.
 *
 * @param riskClass "unclassified" where the map names none, which decision tables treat with the most caution
 * @param accountSensitivity path of the process variable that tells how sensitive the account is
 */
public record WorkflowMap(
  @Nullable String owner,
  String riskClass,
  @Nullable String trigger,
  @Nullable String successMetric,
  List<String> systems,
  @Nullable String accountSensitivity
) {
  static final String NAMESPACE = "https://steward.dev/bpmn/1";

  /** The map of a process; one without entries where the process has none. */
  public static WorkflowMap of(Process process) {
    Map<String, String> entries = process
      .getExtensionElements()
      .getOrDefault("workflow", List.of())
      .stream()
      .filter(element -> NAMESPACE.equals(element.getNamespace()))
      .flatMap(element -> element.getAttributes().values().stream())
      .map(List::getFirst)
      .collect(
        Collectors.toMap(ExtensionAttribute::getName, ExtensionAttribute::getValue, (a, b) -> a)
      );
    return new WorkflowMap(
      entries.get("owner"),
      entries.getOrDefault("riskClass", "unclassified"),
      entries.get("trigger"),
      entries.get("successMetric"),
      Arrays.stream(entries.getOrDefault("systems", "").split(","))
        .map(String::strip)
        .filter(system -> !system.isEmpty())
        .toList(),
      entries.get("accountSensitivity")
    );
  }
}
