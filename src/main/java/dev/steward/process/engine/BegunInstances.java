package dev.steward.process.engine;

import dev.steward.telemetry.InstanceTraces;
import java.util.Set;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEntityEvent;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEventType;
import org.flowable.engine.delegate.event.AbstractFlowableEngineEventListener;
import org.springframework.stereotype.Component;

/** Joins each instance, a called one too, to the trace of what starts it. */
@Component
class BegunInstances extends AbstractFlowableEngineEventListener {

  private final InstanceTraces traces;

  BegunInstances(InstanceTraces traces) {
    super(Set.of(FlowableEngineEventType.PROCESS_CREATED));
    this.traces = traces;
  }

  @Override
  protected void processCreated(FlowableEngineEntityEvent event) {
    traces.begun(event.getProcessInstanceId());
  }

  /** What failed in the database has ended the transaction anyway. */
  @Override
  public boolean isFailOnException() {
    return true;
  }
}
