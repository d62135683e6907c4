package dev.steward.process.instance;

import org.flowable.common.engine.impl.interceptor.Command;
import org.flowable.common.engine.impl.interceptor.CommandContext;
import org.flowable.engine.impl.HistoricActivityInstanceQueryImpl;
import org.flowable.engine.impl.persistence.entity.HistoricActivityInstanceEntity;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.task.service.impl.HistoricTaskInstanceQueryImpl;
import org.flowable.task.service.impl.persistence.entity.HistoricTaskInstanceEntity;
import org.jspecify.annotations.Nullable;

/**
 * Takes the data and the words out of the history of an instance that has ended. The public API can only delete instances as a whole.
 */
final class EraseData implements Command<Void> {

  private static final String ERASED = "erased";

  private final String instanceId;

  EraseData(String instanceId) {
    this.instanceId = instanceId;
  }

  @Override
  public @Nullable Void execute(CommandContext context) {
    var engine = CommandContextUtil.getProcessEngineConfiguration(context);
    engine
      .getVariableServiceConfiguration()
      .getHistoricVariableInstanceEntityManager()
      .deleteHistoricVariableInstanceByProcessInstanceId(instanceId);
    engine.getHistoricDetailEntityManager().deleteHistoricDetailsByProcessInstanceId(instanceId);
    engine.getCommentEntityManager().deleteCommentsByProcessInstanceId(instanceId);
    var instance = engine.getHistoricProcessInstanceEntityManager().findById(instanceId);
    if (instance == null) {
      // Cleared away before.
      return null;
    }
    instance.setBusinessKey(null);
    instance.setName(null);
    if (instance.getDeleteReason() != null) {
      instance.setDeleteReason(ERASED);
    }
    engine
      .getTaskServiceConfiguration()
      .getHistoricTaskInstanceEntityManager()
      .findHistoricTaskInstancesByQueryCriteria(
        (HistoricTaskInstanceQueryImpl) engine
          .getHistoryService()
          .createHistoricTaskInstanceQuery()
          .processInstanceId(instanceId)
      )
      .forEach(task -> erase((HistoricTaskInstanceEntity) task));
    var activities = new HistoricActivityInstanceQueryImpl();
    activities.processInstanceId(instanceId);
    engine
      .getHistoricActivityInstanceEntityManager()
      .findHistoricActivityInstancesByQueryCriteria(activities)
      .forEach(activity -> erase((HistoricActivityInstanceEntity) activity));
    return null;
  }

  private static void erase(HistoricTaskInstanceEntity task) {
    task.setDescription(null);
    if (task.getDeleteReason() != null) {
      task.setDeleteReason(ERASED);
    }
  }

  private static void erase(HistoricActivityInstanceEntity activity) {
    if (activity.getDeleteReason() != null) {
      activity.setDeleteReason(ERASED);
    }
  }
}
