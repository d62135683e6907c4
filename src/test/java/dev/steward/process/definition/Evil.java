package dev.steward.process.definition;

import java.util.concurrent.atomic.AtomicInteger;
import org.flowable.common.engine.api.delegate.event.FlowableEvent;
import org.flowable.common.engine.api.delegate.event.FlowableEventListener;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.delegate.ExecutionListener;
import org.flowable.engine.delegate.JavaDelegate;
import org.flowable.task.service.delegate.DelegateTask;
import org.flowable.task.service.delegate.TaskListener;

/** What hostile diagrams try to reach. It counts how often they did, if only by making one. */
public class Evil implements JavaDelegate, ExecutionListener, TaskListener, FlowableEventListener {

  private static final long serialVersionUID = 1L;

  public Evil() {
    strike();
  }

  public static String strike() {
    Strikes.COUNT.incrementAndGet();
    return "struck";
  }

  /** Apart, so that asking does not load the class above. */
  static final class Strikes {

    static final AtomicInteger COUNT = new AtomicInteger();

    private Strikes() {}
  }

  @Override
  public void execute(DelegateExecution execution) {
    strike();
  }

  @Override
  public void notify(DelegateExecution execution) {
    strike();
  }

  @Override
  public void notify(DelegateTask task) {
    strike();
  }

  @Override
  public void onEvent(FlowableEvent event) {
    strike();
  }

  @Override
  public boolean isFailOnException() {
    return false;
  }

  @Override
  public boolean isFireOnTransactionLifecycleEvent() {
    return false;
  }

  @Override
  public String getOnTransaction() {
    return "";
  }
}
