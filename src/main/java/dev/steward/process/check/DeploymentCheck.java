package dev.steward.process.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.identity.People;
import dev.steward.process.engine.Escalation;
import dev.steward.process.engine.TaskFields;
import dev.steward.process.form.Form;
import dev.steward.process.form.Forms;
import dev.steward.process.spi.DurableTask;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.CallActivity;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.UserTask;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.validation.ProcessValidator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Judges files before anything of them is stored. Whoever may deploy to the engine unchecked may run anything on this machine, so what is
 * not known to be harmless is refused, and everything is named at once.
 */
@Component
public class DeploymentCheck {

  /** A business rule: a decision table out of the same bundle. */
  static final String DECISION_TYPE = "dmn";
  private static final String DECISION_KEY = "decisionTableReferenceKey";

  private final ProcessValidator validator;
  private final SingletonSupplier<Map<String, DurableTask>> types;
  private final ObjectMapper json;
  private final People people;

  DeploymentCheck(
    ProcessEngineConfiguration engine,
    ObjectProvider<DurableTask> types,
    ObjectMapper json,
    People people
  ) {
    this.validator = ((ProcessEngineConfigurationImpl) engine).getProcessValidator();
    this.types = SingletonSupplier.of(() ->
      types.stream().collect(Collectors.toMap(DurableTask::type, Function.identity()))
    );
    this.json = json;
    this.people = people;
  }

  /** Where a form comes from that is not in the bundle. */
  public interface OtherForms {
    /** @param processKey of the process that names it */
    Optional<byte[]> find(String processKey, String formKey);
  }

  /** @param isDeployed whether a process of this key can be called */
  public CheckedBundle check(Bundle bundle, OtherForms otherForms, Predicate<String> isDeployed) {
    return new Run(bundle, otherForms, isDeployed).check();
  }

  /** One check, with what it has learned so far. */
  private final class Run {

    private final Findings findings;
    private final OtherForms otherForms;
    private final Predicate<String> isDeployed;
    private final Bundle bundle;
    private final Map<String, byte[]> resources = new TreeMap<>();
    private final Map<String, BpmnModel> models = new LinkedHashMap<>();
    private final Map<String, Optional<Form>> forms = new HashMap<>();
    private final Set<String> processKeys = new TreeSet<>();
    private final Set<String> decisions = new LinkedHashSet<>();
    private final Set<String> usedForms = new LinkedHashSet<>();

    Run(Bundle bundle, OtherForms otherForms, Predicate<String> isDeployed) {
      this.bundle = bundle;
      this.findings = bundle.findings();
      this.otherForms = otherForms;
      this.isDeployed = isDeployed;
      resources.putAll(bundle.files());
    }

    CheckedBundle check() {
      bundle.files().forEach(this::read);
      models.forEach((resource, model) ->
        model.getProcesses().forEach(process -> register(resource, process))
      );
      if (models.isEmpty() || processKeys.isEmpty()) {
        if (!findings.hasErrors()) {
          findings.add(
            Rule.BUNDLE_EMPTY,
            bundle.files().keySet().stream().findFirst().orElse("(no file)"),
            "There is no process in it that can be started"
          );
        }
      }
      models.forEach((resource, model) ->
        model.getProcesses().forEach(process -> references(resource, model, process))
      );
      bundle
        .files()
        .keySet()
        .stream()
        .filter(name -> name.endsWith(".form") && !usedForms.contains(name))
        .forEach(name -> findings.add(Rule.FILE_UNUSED, name, "No process in it names this form"));
      return new CheckedBundle(
        findings.all().stream().sorted(Comparator.comparing(Finding::severity)).toList(),
        resources,
        processKeys
      );
    }

    private void read(String resource, byte[] content) {
      if (resource.endsWith(".form")) {
        forms.put(resource, FormCheck.check(resource, content, json, findings));
        return;
      }
      XmlReader.read(resource, content, findings).ifPresent(root -> {
        if (resource.endsWith(".dmn")) {
          decisions.addAll(DecisionCheck.check(resource, root, findings));
        } else {
          var allowed = new TreeSet<>(types.obtain().keySet());
          allowed.add(DECISION_TYPE);
          BpmnCheck.check(resource, root, allowed, findings);
          EngineCheck.check(resource, content, root, validator, findings).ifPresent(model ->
            models.put(resource, model)
          );
        }
      });
    }

    private void register(String resource, Process process) {
      if (process.isExecutable() && !processKeys.add(process.getId())) {
        add(
          Rule.PROCESS_TWICE,
          resource,
          process.getId(),
          process.getName(),
          process.getXmlRowNumber(),
          "Two processes have the key '%s'".formatted(process.getId())
        );
      }
    }

    private void references(String resource, BpmnModel model, Process process) {
      for (var start : process.findFlowElementsOfType(StartEvent.class, true)) {
        form(resource, process, start, start.getFormKey());
      }
      for (var task : process.findFlowElementsOfType(UserTask.class, true)) {
        form(resource, process, task, task.getFormKey());
        people(resource, task);
      }
      for (var call : process.findFlowElementsOfType(CallActivity.class, true)) {
        var key = String.valueOf(call.getCalledElement());
        if (!processKeys.contains(key) && !isDeployed.test(key)) {
          add(
            Rule.PROCESS_UNKNOWN,
            resource,
            call.getId(),
            call.getName(),
            call.getXmlRowNumber(),
            "There is no process '%s' to call yet".formatted(key)
          );
        }
      }
      for (var task : process.findFlowElementsOfType(ServiceTask.class, true)) {
        if (DECISION_TYPE.equals(task.getType())) {
          decision(resource, task);
        } else {
          group(resource, task, TaskFields.of(task).get("reviewers"));
        }
      }
      if (process.isExecutable()) {
        new FlowCheck(resource, process, types.obtain(), this::known, findings).check();
      }
    }

    private Optional<Form> known(String formKey) {
      return forms.getOrDefault(Forms.resource(formKey), Optional.empty());
    }

    private void form(String resource, Process process, FlowElement element, @Nullable String key) {
      if (key == null || key.isBlank()) {
        return;
      }
      var name = Forms.resource(key);
      usedForms.add(name);
      if (resources.containsKey(name)) {
        return;
      }
      // A name that is none would be looked for as a path.
      var other = key.matches("[A-Za-z0-9][A-Za-z0-9._-]*")
        ? otherForms.find(process.getId(), key)
        : Optional.<byte[]>empty();
      if (other.isPresent()) {
        resources.put(name, other.get());
        forms.put(name, FormCheck.check(name, other.get(), json, findings));
      } else {
        add(
          Rule.FORM_MISSING,
          resource,
          element.getId(),
          element.getName(),
          element.getXmlRowNumber(),
          "It names the form '%s', but there is no file %s".formatted(
            Findings.shortened(key),
            Findings.shortened(name)
          )
        );
      }
    }

    private void people(String resource, UserTask task) {
      if (
        (task.getAssignee() == null || task.getAssignee().isBlank()) &&
        task.getCandidateGroups().isEmpty() &&
        task.getCandidateUsers().isEmpty()
      ) {
        add(
          Rule.TASK_FOR_NOBODY,
          resource,
          task.getId(),
          task.getName(),
          task.getXmlRowNumber(),
          "It names neither groups nor persons"
        );
      }
      task.getCandidateGroups().forEach(group -> group(resource, task, group));
      Escalation.groups(task).forEach(group -> group(resource, task, group));
    }

    private void group(String resource, FlowElement element, @Nullable String name) {
      if (
        name != null &&
        !name.isBlank() &&
        !name.contains("{") &&
        people
          .groups()
          .filter(known -> !known.contains(name.strip()))
          .isPresent()
      ) {
        add(
          Rule.GROUP_UNKNOWN,
          resource,
          element.getId(),
          element.getName(),
          element.getXmlRowNumber(),
          "Nobody is in the group '%s'".formatted(Findings.shortened(name))
        );
      }
    }

    private void decision(String resource, ServiceTask task) {
      var key = TaskFields.of(task).get(DECISION_KEY);
      if (key == null || !decisions.contains(key)) {
        add(
          Rule.DECISION_MISSING,
          resource,
          task.getId(),
          task.getName(),
          task.getXmlRowNumber(),
          "Its field '%s' must name a decision table of this deployment".formatted(DECISION_KEY)
        );
      }
    }

    private void add(
      Rule rule,
      String resource,
      @Nullable String element,
      @Nullable String name,
      int line,
      String message
    ) {
      findings.add(
        new Finding(rule.severity(), resource, element, name, line > 0 ? line : null, rule, message)
      );
    }
  }
}
