package dev.steward.process.engine;

import java.util.Set;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEventType;
import org.flowable.engine.delegate.event.AbstractFlowableEngineEventListener;
import org.flowable.engine.delegate.event.FlowableActivityCancelledEvent;
import org.springframework.stereotype.Component;

/** Tells durable tasks that a boundary event interrupted them or their instance was deleted. */
@Component
class InterruptedTasks extends AbstractFlowableEngineEventListener {

  private final DurableTasks tasks;

  InterruptedTasks(DurableTasks tasks) {
    super(Set.of(FlowableEngineEventType.ACTIVITY_CANCELLED));
    this.tasks = tasks;
  }

  @Override
  protected void activityCancelled(FlowableActivityCancelledEvent event) {
    if ("serviceTask".equals(event.getActivityType())) {
      tasks.all().forEach(type -> type.cancel(event.getExecutionId()));
    }
  }

  /** An instance must not lose its run's end: a failure here rolls the interruption back. */
  @Override
  public boolean isFailOnException() {
    return true;
  }
}
