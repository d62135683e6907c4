package dev.steward.process.engine;

import dev.steward.process.spi.Labels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flowable.bpmn.model.ExtensionAttribute;
import org.flowable.bpmn.model.Process;
import org.jspecify.annotations.Nullable;

/**
 * The workflow map: what {@code <steward:workflow …/>} says about a process.
 *
 * @param riskClass "unclassified" where the map names none, which decision tables treat with the most caution
 * @param unsaid names of the entries that it does not have, of those that every workflow should answer for
 * @param entries all of them, by name
 * @param data labels of variables that come from outside, as {@code <steward:data …/>} declares them
 * @param accountSensitivity path of the process variable that tells how sensitive the account is
 */
public record WorkflowMap(
  @Nullable String owner,
  String riskClass,
  @Nullable String trigger,
  @Nullable String successMetric,
  List<String> systems,
  List<String> unsaid,
  @Nullable String accountSensitivity,
  Map<String, String> entries,
  Map<String, Labels> data
) {
  private static final List<String> ANSWERED_FOR = List.of(
    "owner",
    "riskClass",
    "trigger",
    "inputs",
    "decisionPoints",
    "systems",
    "exceptions",
    "approvals",
    "successMetric",
    "fallback"
  );
  private static final Labels UNDECLARED = new Labels(true, false);

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
      ANSWERED_FOR.stream()
        .filter(entry -> entries.getOrDefault(entry, "").isBlank())
        .toList(),
      entries.get("accountSensitivity"),
      Map.copyOf(entries),
      data(process)
    );
  }

  /** What the map says under this name; empty where it says nothing. */
  public Optional<String> says(String entry) {
    return Optional.ofNullable(entries.get(entry))
      .map(String::strip)
      .filter(text -> !text.isEmpty());
  }

  /** Of a variable that an application brings. What the map does not declare, somebody outside may have written. */
  public Labels labels(String variable) {
    return data.getOrDefault(variable, UNDECLARED);
  }

  private static Map<String, Labels> data(Process process) {
    var data = new LinkedHashMap<String, Labels>();
    for (var element : process.getExtensionElements().getOrDefault("data", List.of())) {
      var name = element.getAttributeValue(null, "name");
      if (NAMESPACE.equals(element.getNamespace()) && name != null) {
        data.put(
          name,
          new Labels(
            !"trusted".equals(element.getAttributeValue(null, "trust")),
            "confidential".equals(element.getAttributeValue(null, "sensitivity"))
          )
        );
      }
    }
    return data;
  }
}
