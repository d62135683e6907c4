package dev.steward.process.engine;

import dev.steward.telemetry.InstanceTraces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.engine.interceptor.UserTaskStateInterceptor;
import org.flowable.job.service.impl.asyncexecutor.AbstractAsyncExecutor;
import org.flowable.spring.SpringProcessEngineConfiguration;
import org.flowable.spring.boot.EngineConfigurationConfigurer;
import org.flowable.validation.ProcessValidator;
import org.flowable.validation.ProcessValidatorFactory;
import org.flowable.validation.ProcessValidatorImpl;
import org.flowable.validation.validator.ValidatorSet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Sets Flowable's process engine up for durable tasks. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class EngineSetup {

  @Bean
  static JobConnections.Wrapper jobConnections() {
    return new JobConnections.Wrapper();
  }

  @Bean
  EngineConfigurationConfigurer<SpringProcessEngineConfiguration> stewardEngine(
    DurableTasks tasks,
    TaskEntries entries,
    VariableLabels labels,
    JobThreads threads,
    UserTaskStateInterceptor rules,
    InterruptedTasks interrupted,
    JobFailures failures,
    EngineProperties properties,
    IncidentLog incidents,
    LargeJson largeJson,
    InstanceTraces traces,
    BegunInstances begun,
    RecordedInstances recorded
  ) {
    return engine -> {
      engine.setHistoryLevel(HistoryLevel.AUDIT);
      // A statement of many rows is parsed anew for each number of rows, which costs more than the few statements it spares.
      engine.setBulkInsertEnabled(false);
      engine.setCustomPreVariableTypes(List.of(largeJson));
      engine.setIdentityLinkInterceptor(new Participants());
      engine.setCustomDefaultBpmnParseHandlers(
        List.of(new StewardServiceTasks.Parser(tasks, entries, labels, traces))
      );
      engine.setProcessValidator(validator(tasks));
      denyCode(engine);
      RehearsalTenant.startNothing(engine);
      engine.setCustomJobHandlers(List.of(new WorkJob(tasks, incidents), new ContinueJob(tasks)));
      engine.setUserTaskStateInterceptor(rules);
      engine.setTypedEventListeners(
        Map.of(
          "ACTIVITY_CANCELLED",
          List.of(interrupted),
          "PROCESS_CREATED",
          List.of(begun),
          "HISTORIC_PROCESS_INSTANCE_CREATED,HISTORIC_PROCESS_INSTANCE_ENDED",
          List.of(recorded)
        )
      );
      engine.setAsyncTaskExecutor(threads);
      var executor = (AbstractAsyncExecutor) engine.getAsyncExecutor();
      executor.setLockOwner(properties.nodeId());
      executor.setExecuteAsyncRunnableFactory((job, jobs) ->
        new JobRun(job, jobs, failures, incidents, traces)
      );
    };
  }

  /** Behind the check of deployments: whatever a diagram says, nothing of it runs but the elements that are allowed. */
  private static void denyCode(SpringProcessEngineConfiguration engine) {
    engine.setFlowableFunctionDelegates(new ArrayList<>());
    engine.setExpressionManager(new GuardedExpressions(engine));
    engine.setScriptEngine(new NoScripts());
    engine.setActivityBehaviorFactory(new DeniedBehaviors());
    engine.setListenerFactory(new DeniedListeners());
  }

  private static ProcessValidator validator(DurableTasks tasks) {
    var factory = new ProcessValidatorFactory();
    factory.setCustomServiceTaskValidator(new StewardServiceTasks.Validator(tasks));
    var validator = (ProcessValidatorImpl) factory.createDefaultProcessValidator();
    var own = new ValidatorSet("steward");
    own.addValidator(new Declassification.Validator());
    own.addValidator(new Escalation.Validator());
    validator.addValidatorSet(own);
    return validator;
  }
}
