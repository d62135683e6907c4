package dev.steward.process.engine;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEntityEvent;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEventType;
import org.flowable.common.engine.impl.identity.Authentication;
import org.flowable.engine.delegate.event.AbstractFlowableEngineEventListener;
import org.flowable.engine.history.HistoricProcessInstance;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts on record that an instance began and how it ended, whoever or whatever brought that about: a person, a timer, a message, another
 * instance, or the engine's own API.
 */
@Component
class RecordedInstances extends AbstractFlowableEngineEventListener {

  private static final String SYSTEM = "system";

  private final AuditTrail audit;
  private final Environments environments;

  RecordedInstances(AuditTrail audit, Environments environments) {
    super(
      Set.of(
        FlowableEngineEventType.HISTORIC_PROCESS_INSTANCE_CREATED,
        FlowableEngineEventType.HISTORIC_PROCESS_INSTANCE_ENDED
      )
    );
    this.audit = audit;
    this.environments = environments;
  }

  @Override
  protected void historicProcessInstanceCreated(FlowableEngineEntityEvent event) {
    var instance = (HistoricProcessInstance) event.getEntity();
    var detail = new LinkedHashMap<String, Object>();
    detail.put("version", instance.getProcessDefinitionVersion());
    detail.put("environment", environments.of(root(instance.getId())));
    if (instance.getSuperProcessInstanceId() != null) {
      detail.put("calledBy", instance.getSuperProcessInstanceId());
    }
    record(
      instance,
      "instance.started",
      Objects.requireNonNullElse(instance.getStartUserId(), SYSTEM),
      null,
      "Started %s version %d".formatted(
        Objects.requireNonNullElse(
          instance.getProcessDefinitionName(),
          instance.getProcessDefinitionKey()
        ),
        instance.getProcessDefinitionVersion()
      ),
      detail
    );
  }

  @Override
  protected void historicProcessInstanceEnded(FlowableEngineEntityEvent event) {
    var instance = (HistoricProcessInstance) event.getEntity();
    var reason = instance.getDeleteReason();
    if (reason == null) {
      record(
        instance,
        "instance.completed",
        SYSTEM,
        "completed",
        "Came to its end",
        Map.of("endedAt", Objects.requireNonNullElse(instance.getEndActivityId(), ""))
      );
    } else {
      record(
        instance,
        "instance.cancelled",
        Objects.requireNonNullElse(Authentication.getAuthenticatedUserId(), SYSTEM),
        "cancelled",
        "Cancelled: " + reason,
        Map.of("reason", reason)
      );
    }
  }

  /** What cannot be put on record does not happen. */
  @Override
  public boolean isFailOnException() {
    return true;
  }

  private void record(
    HistoricProcessInstance instance,
    String type,
    String actor,
    @Nullable String state,
    String title,
    Map<String, ?> detail
  ) {
    if (!RehearsalTenant.isOf(instance.getTenantId())) {
      audit.record(
        new AuditEntry(
          type,
          actor,
          null,
          instance.getProcessDefinitionKey(),
          instance.getId(),
          null,
          state,
          title,
          detail
        )
      );
    }
  }

  private static String root(String instanceId) {
    var execution = CommandContextUtil.getExecutionEntityManager().findById(instanceId);
    return execution == null ? instanceId : execution.getRootProcessInstanceId();
  }
}
