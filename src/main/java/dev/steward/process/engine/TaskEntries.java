package dev.steward.process.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.process.spi.DurableTask;
import dev.steward.process.spi.Mandate;
import dev.steward.process.spi.TaskEntry;
import dev.steward.process.spi.VariableTemplate;
import dev.steward.process.spi.Variables;
import dev.steward.process.spi.WorkContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.ProcessDefinitionUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Builds what a durable task learns when the engine reaches it. */
@Component
class TaskEntries {

  private final ObjectMapper json;
  private final Environments environments;
  private final VariableLabels labels;
  private final TaskOwners owners;

  TaskEntries(
    ObjectMapper json,
    Environments environments,
    VariableLabels labels,
    TaskOwners owners
  ) {
    this.json = json;
    this.environments = environments;
    this.labels = labels;
    this.owners = owners;
  }

  TaskEntry of(ExecutionEntity execution, ServiceTask task, DurableTask type) {
    var definition = ProcessDefinitionUtil.getProcessDefinition(execution.getProcessDefinitionId());
    var map = WorkflowMap.of(ProcessDefinitionUtil.getProcess(execution.getProcessDefinitionId()));
    var root = execution.getRootProcessInstance();
    var fields = TaskFields.of(task);
    boolean rehearsed = RehearsalTenant.isOf(execution.getTenantId());
    Variables variables = name ->
      execution.hasVariable(name)
        ? json.<JsonNode>valueToTree(execution.getVariable(name))
        : MissingNode.getInstance();
    var context = new WorkContext(
      definition.getKey(),
      definition.getVersion(),
      execution.getProcessInstanceId(),
      execution.getId(),
      task.getId(),
      task.getName() == null ? task.getId() : task.getName(),
      execution.getProcessInstance().getBusinessKey(),
      root.getStartUserId(),
      rehearsed ? Environments.SANDBOX : environments.of(root.getId()),
      map.riskClass(),
      sensitivity(map, variables),
      labels.of(
        definition.getId(),
        root.getId(),
        execution.getProcessInstanceId(),
        type.reads(fields).stream().filter(execution::hasVariable).toList()
      ),
      new Mandate(
        root.getStartUserId(),
        environments.bounds(root.getId()),
        Mandate.Autonomy.of(fields.getOrDefault("autonomy", "")).orElse(Mandate.Autonomy.HIGH),
        fields.get("reviewers"),
        records(fields.get("records"), variables),
        TermsField.read(fields.get("terms"), variables)
      ),
      rehearsed
    );
    var owner = fields.containsKey("owner")
      ? owners.find(execution.getProcessInstanceId(), fields.get("owner")).orElse(null)
      : null;
    return new TaskEntry(context, fields, owner, variables);
  }

  /** An entry without a value stands for no record; one with several stands for all of them. */
  private static @Nullable List<String> records(@Nullable String field, Variables variables) {
    return field == null
      ? null
      : Arrays.stream(field.split(","))
          .map(entry -> VariableTemplate.fillJson(TextNode.valueOf(entry.strip()), variables))
          .flatMap(value -> value.isArray() ? value.valueStream() : Stream.of(value))
          .filter(value -> value.isValueNode() && !value.isNull())
          .map(value -> value.asText().strip())
          .filter(record -> !record.isEmpty())
          .toList();
  }

  private static String sensitivity(WorkflowMap map, Variables variables) {
    if (map.accountSensitivity() == null) {
      return "standard";
    }
    var value = VariableTemplate.resolve(map.accountSensitivity(), variables);
    // A map that names a variable means it: without a value the tables must not see a harmless account.
    return value.isTextual() ? value.textValue() : "unknown";
  }
}
