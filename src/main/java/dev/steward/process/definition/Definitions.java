package dev.steward.process.definition;

import dev.steward.problem.ProblemException;
import dev.steward.process.engine.WorkflowMap;
import dev.steward.process.form.Form;
import dev.steward.process.form.Forms;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.engine.ManagementService;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.engine.repository.ProcessDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The deployed processes. */
@Component
public class Definitions {

  private final RepositoryService repository;
  private final RuntimeService runtime;
  private final ManagementService management;
  private final Forms forms;

  Definitions(
    RepositoryService repository,
    RuntimeService runtime,
    ManagementService management,
    Forms forms
  ) {
    this.repository = repository;
    this.runtime = runtime;
    this.management = management;
    this.forms = forms;
  }

  /** @throws ProblemException 404 where no such process is deployed */
  public ProcessDefinition get(String key) {
    // Every start asks this: the engine's fixed statement, as it parses those of its queries anew each time.
    return Optional.ofNullable(
      management.executeCommand(context ->
        CommandContextUtil.getProcessDefinitionEntityManager(
          context
        ).findLatestProcessDefinitionByKey(key)
      )
    ).orElseThrow(() ->
      ProblemException.notFound("process-not-found", "There is no process '" + key + "'")
    );
  }

  public Optional<Form> startForm(ProcessDefinition definition) {
    return startFormKey(definition).flatMap(key -> forms.find(definition.getDeploymentId(), key));
  }

  List<ProcessSummary> latest() {
    return repository
      .createProcessDefinitionQuery()
      .processDefinitionWithoutTenantId()
      .latestVersion()
      .list()
      .stream()
      .map(this::summary)
      .sorted(Comparator.comparing(ProcessSummary::name))
      .toList();
  }

  ProcessDetail detail(String key) {
    var definition = get(key);
    var map = map(definition);
    var versions = repository
      .createProcessDefinitionQuery()
      .processDefinitionKey(key)
      .processDefinitionWithoutTenantId()
      .orderByProcessDefinitionVersion()
      .desc()
      .list()
      .stream()
      .map(this::version)
      .toList();
    return new ProcessDetail(
      definition.getKey(),
      name(definition),
      definition.getVersion(),
      map.owner(),
      map.riskClass(),
      running(key),
      !definition.isSuspended(),
      definition.getDescription(),
      map.trigger(),
      map.successMetric(),
      map.systems(),
      versions,
      startForm(definition).map(Form::schema).orElse(null)
    );
  }

  byte[] bpmn(String key, @Nullable Integer version) {
    var definition = version == null ? get(key) : get(key, version);
    try (var stream = repository.getProcessModel(definition.getId())) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(
        "The diagram of " + definition.getId() + " cannot be read",
        e
      );
    }
  }

  /** @throws ProblemException 404 where there is no such version */
  public ProcessDefinition get(String key, int version) {
    return Optional.ofNullable(
      repository
        .createProcessDefinitionQuery()
        .processDefinitionKey(key)
        .processDefinitionWithoutTenantId()
        .processDefinitionVersion(version)
        .singleResult()
    ).orElseThrow(() ->
      ProblemException.notFound(
        "process-not-found",
        "There is no version " + version + " of process '" + key + "'"
      )
    );
  }

  private long running(String key) {
    return runtime
      .createProcessInstanceQuery()
      .processDefinitionKey(key)
      .processInstanceWithoutTenantId()
      .count();
  }

  private ProcessSummary summary(ProcessDefinition definition) {
    var map = map(definition);
    return new ProcessSummary(
      definition.getKey(),
      name(definition),
      definition.getVersion(),
      map.owner(),
      map.riskClass(),
      running(definition.getKey()),
      !definition.isSuspended()
    );
  }

  private ProcessDetail.Version version(ProcessDefinition definition) {
    var deployment = repository
      .createDeploymentQuery()
      .deploymentId(definition.getDeploymentId())
      .singleResult();
    return new ProcessDetail.Version(
      definition.getVersion(),
      deployment.getDeploymentTime().toInstant()
    );
  }

  private WorkflowMap map(ProcessDefinition definition) {
    return WorkflowMap.of(repository.getBpmnModel(definition.getId()).getMainProcess());
  }

  private Optional<String> startFormKey(ProcessDefinition definition) {
    return repository
      .getBpmnModel(definition.getId())
      .getMainProcess()
      .findFlowElementsOfType(StartEvent.class, false)
      .stream()
      .map(StartEvent::getFormKey)
      .filter(key -> key != null && !key.isBlank())
      .findFirst();
  }

  private static String name(ProcessDefinition definition) {
    return definition.getName() == null ? definition.getKey() : definition.getName();
  }
}
