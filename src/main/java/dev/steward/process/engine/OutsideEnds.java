package dev.steward.process.engine;

import dev.steward.process.spi.OutsideEnd;
import java.util.List;
import java.util.UUID;
import org.flowable.engine.ManagementService;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.springframework.stereotype.Component;

/** Goes on where people were asked about work that has ended without their answer. */
@Component
class OutsideEnds implements OutsideEnd {

  private final ManagementService management;

  OutsideEnds(ManagementService management) {
    this.management = management;
  }

  @Override
  public void announce(String executionId, String type, UUID id) {
    management.executeCommand(context -> {
      var executions = CommandContextUtil.getExecutionEntityManager(context);
      var execution = executions.findById(executionId);
      if (execution == null) {
        return null;
      }
      List<ExecutionEntity> asked = executions
        .findChildExecutionsByParentExecutionId(executionId)
        .stream()
        .filter(child -> execution.getCurrentActivityId().equals(child.getCurrentActivityId()))
        .toList();
      if (!asked.isEmpty()) {
        // As a decision does: one of the two at once conflicts.
        execution.forceUpdate();
        asked.forEach(child ->
          executions.deleteExecutionAndRelatedData(child, "The work was stopped", false)
        );
        ContinueJob.schedule(execution, new WorkRef(type, id));
      }
      return null;
    });
  }
}
