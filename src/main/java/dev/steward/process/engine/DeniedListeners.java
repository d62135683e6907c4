package dev.steward.process.engine;

import static dev.steward.process.engine.DeniedBehaviors.denied;

import org.flowable.bpmn.model.EventListener;
import org.flowable.bpmn.model.FlowableListener;
import org.flowable.common.engine.api.delegate.event.FlowableEventListener;
import org.flowable.engine.delegate.CustomPropertiesResolver;
import org.flowable.engine.delegate.ExecutionListener;
import org.flowable.engine.delegate.TransactionDependentTaskListener;
import org.flowable.engine.impl.bpmn.listener.DelegateExpressionTransactionDependentExecutionListener;
import org.flowable.engine.impl.bpmn.parser.factory.DefaultListenerFactory;
import org.flowable.task.service.delegate.TaskListener;

/** Makes no listener of any kind. */
final class DeniedListeners extends DefaultListenerFactory {

  DeniedListeners() {
    super(new DeniedBehaviors.NoClasses());
  }

  @Override
  public TaskListener createClassDelegateTaskListener(FlowableListener listener) {
    throw denied("A listener");
  }

  @Override
  public TaskListener createExpressionTaskListener(FlowableListener listener) {
    throw denied("A listener");
  }

  @Override
  public TaskListener createDelegateExpressionTaskListener(FlowableListener listener) {
    throw denied("A listener");
  }

  @Override
  public TransactionDependentTaskListener createTransactionDependentDelegateExpressionTaskListener(
    FlowableListener listener
  ) {
    throw denied("A listener");
  }

  @Override
  public TaskListener createScriptTypeTaskListener(FlowableListener listener) {
    throw denied("A listener");
  }

  @Override
  public ExecutionListener createClassDelegateExecutionListener(FlowableListener listener) {
    throw denied("A listener");
  }

  @Override
  public ExecutionListener createExpressionExecutionListener(FlowableListener listener) {
    throw denied("A listener");
  }

  @Override
  public ExecutionListener createDelegateExpressionExecutionListener(FlowableListener listener) {
    throw denied("A listener");
  }

  @Override
  public ExecutionListener createScriptTypeExecutionListener(FlowableListener listener) {
    throw denied("A listener");
  }

  @Override
  public DelegateExpressionTransactionDependentExecutionListener createTransactionDependentDelegateExpressionExecutionListener(
    FlowableListener listener
  ) {
    throw denied("A listener");
  }

  @Override
  public FlowableEventListener createClassDelegateEventListener(EventListener listener) {
    throw denied("A listener");
  }

  @Override
  public FlowableEventListener createDelegateExpressionEventListener(EventListener listener) {
    throw denied("A listener");
  }

  @Override
  public FlowableEventListener createEventThrowingEventListener(EventListener listener) {
    throw denied("A listener");
  }

  @Override
  public CustomPropertiesResolver createClassDelegateCustomPropertiesResolver(
    FlowableListener listener
  ) {
    throw denied("A listener");
  }

  @Override
  public CustomPropertiesResolver createExpressionCustomPropertiesResolver(
    FlowableListener listener
  ) {
    throw denied("A listener");
  }

  @Override
  public CustomPropertiesResolver createDelegateExpressionCustomPropertiesResolver(
    FlowableListener listener
  ) {
    throw denied("A listener");
  }
}
