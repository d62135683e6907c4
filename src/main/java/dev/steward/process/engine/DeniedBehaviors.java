package dev.steward.process.engine;

import java.util.List;
import org.flowable.bpmn.model.Activity;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.BusinessRuleTask;
import org.flowable.bpmn.model.CaseServiceTask;
import org.flowable.bpmn.model.ExternalWorkerServiceTask;
import org.flowable.bpmn.model.MapExceptionEntry;
import org.flowable.bpmn.model.ScriptTask;
import org.flowable.bpmn.model.SendEventServiceTask;
import org.flowable.bpmn.model.SendTask;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.common.engine.api.FlowableIllegalArgumentException;
import org.flowable.common.engine.api.delegate.Expression;
import org.flowable.engine.impl.bpmn.behavior.AbstractBpmnActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.CaseTaskActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.ExternalWorkerTaskActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.ParallelMultiInstanceBehavior;
import org.flowable.engine.impl.bpmn.behavior.ScriptTaskActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.SendEventTaskActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.SequentialMultiInstanceBehavior;
import org.flowable.engine.impl.bpmn.behavior.ServiceTaskDelegateExpressionActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.ServiceTaskExpressionActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.ShellActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.WebServiceActivityBehavior;
import org.flowable.engine.impl.bpmn.helper.ClassDelegate;
import org.flowable.engine.impl.bpmn.helper.ClassDelegateFactory;
import org.flowable.engine.impl.bpmn.parser.FieldDeclaration;
import org.flowable.engine.impl.bpmn.parser.factory.DefaultActivityBehaviorFactory;
import org.flowable.engine.impl.delegate.ActivityBehavior;

/**
 * Makes no behaviour that would run what a diagram names: a class, a bean, a script, a shell, a request. The check of a deployment
 * refuses these; this is for the case that it fails.
 */
final class DeniedBehaviors extends DefaultActivityBehaviorFactory {

  DeniedBehaviors() {
    super(new NoClasses());
  }

  static FlowableIllegalArgumentException denied(String what) {
    return new FlowableIllegalArgumentException(what + " can be no part of a process here");
  }

  /** Mail, HTTP and every {@code class} of a task or a listener come here. */
  static final class NoClasses implements ClassDelegateFactory {

    @Override
    public ClassDelegate create(
      String id,
      String className,
      List<FieldDeclaration> fields,
      boolean triggerable,
      Expression skip,
      List<MapExceptionEntry> exceptions
    ) {
      throw denied("The class " + className);
    }

    @Override
    public ClassDelegate create(String className, List<FieldDeclaration> fields) {
      throw denied("The class " + className);
    }
  }

  @Override
  public ServiceTaskDelegateExpressionActivityBehavior createServiceTaskDelegateExpressionActivityBehavior(
    ServiceTask task
  ) {
    throw denied("A delegate expression");
  }

  @Override
  public ServiceTaskExpressionActivityBehavior createServiceTaskExpressionActivityBehavior(
    ServiceTask task
  ) {
    throw denied("An expression as a task");
  }

  @Override
  public WebServiceActivityBehavior createWebServiceActivityBehavior(
    ServiceTask task,
    BpmnModel model
  ) {
    throw denied("A web service task");
  }

  @Override
  public WebServiceActivityBehavior createWebServiceActivityBehavior(
    SendTask task,
    BpmnModel model
  ) {
    throw denied("A web service task");
  }

  // These two load a class that a field names before they ask for a delegate.

  @Override
  public ActivityBehavior createCamelActivityBehavior(ServiceTask task) {
    throw denied("A Camel task");
  }

  @Override
  public ActivityBehavior createCamelActivityBehavior(SendTask task) {
    throw denied("A Camel task");
  }

  @Override
  public ActivityBehavior createHttpActivityBehavior(ServiceTask task) {
    throw denied("An HTTP task");
  }

  @Override
  public ShellActivityBehavior createShellActivityBehavior(ServiceTask task) {
    throw denied("A shell task");
  }

  @Override
  public ScriptTaskActivityBehavior createScriptTaskActivityBehavior(ScriptTask task) {
    throw denied("A script task");
  }

  @Override
  public ActivityBehavior createBusinessRuleTaskActivityBehavior(BusinessRuleTask task) {
    throw denied("A business rule task of a rules engine");
  }

  @Override
  public SendEventTaskActivityBehavior createSendEventTaskBehavior(SendEventServiceTask task) {
    throw denied("A task that sends events");
  }

  @Override
  public ExternalWorkerTaskActivityBehavior createExternalWorkerTaskBehavior(
    ExternalWorkerServiceTask task
  ) {
    throw denied("An external worker's task");
  }

  @Override
  public CaseTaskActivityBehavior createCaseTaskBehavior(CaseServiceTask task) {
    throw denied("A case task");
  }

  @Override
  public SequentialMultiInstanceBehavior createSequentialMultiInstanceBehavior(
    Activity activity,
    AbstractBpmnActivityBehavior inner
  ) {
    return super.createSequentialMultiInstanceBehavior(withoutHandlers(activity), inner);
  }

  @Override
  public ParallelMultiInstanceBehavior createParallelMultiInstanceBehavior(
    Activity activity,
    AbstractBpmnActivityBehavior inner
  ) {
    return super.createParallelMultiInstanceBehavior(withoutHandlers(activity), inner);
  }

  private static Activity withoutHandlers(Activity activity) {
    var loop = activity.getLoopCharacteristics();
    if (loop.getHandler() != null || loop.getAggregations() != null) {
      throw denied("A collection handler or a variable aggregation");
    }
    return activity;
  }
}
