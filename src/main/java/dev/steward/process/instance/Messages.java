package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.engine.JsonVariables;
import dev.steward.process.engine.VariableLabels;
import dev.steward.process.spi.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.runtime.Execution;
import org.flowable.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Correlates messages with the instances that wait for them, by message name and business key. */
@Component
class Messages {

  private final RuntimeService runtime;
  private final VariableLabels labels;
  private final AuditTrail audit;

  Messages(RuntimeService runtime, VariableLabels labels, AuditTrail audit) {
    this.runtime = runtime;
    this.labels = labels;
    this.audit = audit;
  }

  /** @throws ProblemException 404 where none waits, 409 where several do; nothing is delivered then */
  @Transactional
  void deliver(MessageRequest message, Actor actor) {
    var waiting = runtime
      .createExecutionQuery()
      .messageEventSubscriptionName(message.name())
      .processInstanceBusinessKey(message.businessKey(), true)
      .executionWithoutTenantId()
      .list()
      .stream()
      .filter(
        execution -> Instances.seesAll(actor) || startedBy(actor, execution.getProcessInstanceId())
      )
      .toList();
    if (waiting.isEmpty()) {
      throw ProblemException.notFound(
        "message-not-expected",
        "No instance with business key '%s' waits for the message '%s'".formatted(
          message.businessKey(),
          message.name()
        )
      );
    }
    if (waiting.size() > 1) {
      throw ProblemException.conflict(
        "message-ambiguous",
        "%d instances with business key '%s' wait for the message '%s'".formatted(
          waiting.size(),
          message.businessKey(),
          message.name()
        )
      );
    }
    receive(waiting.getFirst(), message.name(), message.variables(), actor);
  }

  /** To this execution and no other. In the caller's transaction. */
  void receive(Execution execution, String message, @Nullable JsonNode values, Actor actor) {
    audit.record(
      new AuditEntry(
        "message.received",
        actor.name(),
        null,
        null,
        execution.getProcessInstanceId(),
        execution.getActivityId(),
        null,
        "Message " + message + " arrived",
        Map.of("message", message)
      )
    );
    var variables = variables(values);
    labels.received(
      instance(execution).getProcessDefinitionId(),
      execution.getRootProcessInstanceId(),
      execution.getProcessInstanceId(),
      variables.keySet(),
      Labels.NONE,
      "message " + message
    );
    runtime.messageEventReceived(message, execution.getId(), variables);
  }

  private ProcessInstance instance(Execution execution) {
    return runtime
      .createProcessInstanceQuery()
      .processInstanceId(execution.getProcessInstanceId())
      .singleResult();
  }

  private boolean startedBy(Actor actor, String instanceId) {
    return (
      runtime
        .createProcessInstanceQuery()
        .processInstanceId(instanceId)
        .startedBy(actor.name())
        .count() > 0
    );
  }

  static Map<String, Object> variables(@Nullable JsonNode variables) {
    if (variables == null || variables.isNull()) {
      return Map.of();
    }
    if (!variables.isObject()) {
      throw ProblemException.invalid(
        "The variables are no JSON object",
        List.of(new FieldError("/variables", "must be an object"))
      );
    }
    var values = new LinkedHashMap<String, Object>();
    variables.properties().forEach(entry -> {
      var value = JsonVariables.toEngine(entry.getValue());
      if (value != null) {
        values.put(entry.getKey(), value);
      }
    });
    return values;
  }
}
