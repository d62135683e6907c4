package dev.steward.process.engine;

import java.util.List;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.Process;
import org.flowable.engine.impl.bpmn.deployer.EventSubscriptionManager;
import org.flowable.engine.impl.bpmn.deployer.TimerManager;
import org.flowable.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.flowable.job.service.impl.persistence.entity.TimerJobEntity;
import org.flowable.spring.SpringProcessEngineConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What is rehearsed is deployed under a tenant of its own, the rehearsal's id; what is done in earnest has none. The engine keeps the two
 * apart by itself where keys, calls of processes, messages and signals are looked up, and hands the tenant on to all that comes of it.
 */
public final class RehearsalTenant {

  private RehearsalTenant() {}

  public static boolean isOf(@Nullable String tenant) {
    return tenant != null && !tenant.isEmpty();
  }

  /** A rehearsal is begun by whoever rehearses, and by no timer, message or signal. */
  static void startNothing(SpringProcessEngineConfiguration engine) {
    engine.setTimerManager(new Timers());
    engine.setEventSubscriptionManager(new Subscriptions());
  }

  private static final class Timers extends TimerManager {

    @Override
    protected List<TimerJobEntity> getTimerDeclarations(
      ProcessDefinitionEntity definition,
      Process process
    ) {
      return isOf(definition.getTenantId())
        ? List.of()
        : super.getTimerDeclarations(definition, process);
    }
  }

  private static final class Subscriptions extends EventSubscriptionManager {

    @Override
    protected void addEventSubscriptions(
      ProcessDefinitionEntity definition,
      Process process,
      BpmnModel model
    ) {
      if (!isOf(definition.getTenantId())) {
        super.addEventSubscriptions(definition, process, model);
      }
    }
  }
}
