package dev.steward.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flowable.bpmn.model.BaseElement;
import org.flowable.bpmn.model.FieldExtension;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.delegate.BpmnError;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.impl.bpmn.behavior.TaskActivityBehavior;
import org.flowable.engine.impl.bpmn.helper.ErrorPropagation;
import org.flowable.engine.impl.bpmn.parser.BpmnParse;
import org.flowable.engine.impl.bpmn.parser.handler.AbstractBpmnParseHandler;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.validation.ValidationError;
import org.flowable.validation.validator.impl.ServiceTaskValidator;

/** An engine on which agents and tools give set answers, as soon as they are triggered. */
final class AnsweringEngine implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  final ProcessEngine engine;

  /** Per activity: a JSON answer, or the code of the error it ends with. */
  private final Map<String, String> answers = new HashMap<>();

  AnsweringEngine(Path definition) throws IOException {
    var database = TestDatabase.fresh();
    var configuration = new StandaloneProcessEngineConfiguration();
    configuration.setJdbcDriver("org.postgresql.Driver");
    configuration.setJdbcUrl(database.url());
    configuration.setJdbcUsername(database.username());
    configuration.setJdbcPassword(database.password());
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setDisableIdmEngine(true);
    configuration.setDisableEventRegistry(true);
    configuration.setCustomServiceTaskValidator(new AcceptingEveryType());
    configuration.setPostBpmnParseHandlers(List.of(new AnsweringTasks(answers)));
    engine = configuration.buildProcessEngine();
    engine
      .getRepositoryService()
      .createDeployment()
      .addString(definition.getFileName().toString(), Files.readString(definition))
      .deploy();
  }

  /**
   * @param answer JSON in which single quotes stand for double ones, or an error code
   */
  void answer(String activity, String answer) {
    answers.put(activity, answer);
  }

  LeadOnEngine start(String key, Map<String, Object> variables) {
    var instance = engine.getRuntimeService().startProcessInstanceByKey(key, variables);
    return new LeadOnEngine(engine, instance.getId());
  }

  @Override
  public void close() {
    engine.close();
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException failure) {
      throw new IllegalArgumentException(failure);
    }
  }

  private static final class AcceptingEveryType extends ServiceTaskValidator {

    @Override
    protected void validateUnknownServiceTaskType(
      Process process,
      ServiceTask task,
      List<ValidationError> errors
    ) {}
  }

  private static final class AnsweringTasks extends AbstractBpmnParseHandler<ServiceTask> {

    private final Map<String, String> answers;

    AnsweringTasks(Map<String, String> answers) {
      this.answers = answers;
    }

    @Override
    protected Class<? extends BaseElement> getHandledType() {
      return ServiceTask.class;
    }

    @Override
    protected void executeParse(BpmnParse parse, ServiceTask task) {
      task.setBehavior(new AnsweringTask(task, answers));
    }
  }

  /** Waits to be triggered, as an agent's or a tool's task does while it works. */
  private static final class AnsweringTask extends TaskActivityBehavior {

    private static final long serialVersionUID = 1L;
    private final transient ServiceTask task;
    private final transient Map<String, String> answers;

    AnsweringTask(ServiceTask task, Map<String, String> answers) {
      this.task = task;
      this.answers = answers;
    }

    @Override
    public void execute(DelegateExecution execution) {
      if (task.isForCompensation() && execution instanceof ExecutionEntity compensating) {
        // The engine lets a throw event go on without waiting for its handlers, and hangs a handler
        // below the event's execution. That one could not end while the handler is at work.
        compensating.setParent(compensating.getProcessInstance());
      }
    }

    @Override
    public void trigger(DelegateExecution execution, String signal, Object data) {
      var answer = answers.getOrDefault(task.getId(), "{}");
      if (!answer.startsWith("{")) {
        ErrorPropagation.propagateError(new BpmnError(answer), execution);
        return;
      }
      task
        .getFieldExtensions()
        .stream()
        .filter(field -> field.getFieldName().equals("result"))
        .map(FieldExtension::getStringValue)
        .forEach(result -> execution.setVariable(result, json(answer)));
      if (task.isForCompensation() && execution instanceof ExecutionEntity compensating) {
        // Leaving would drop the execution and never look whether it was the instance's last.
        CommandContextUtil.getAgenda().planEndExecutionOperation(compensating);
      } else {
        leave(execution);
      }
    }
  }
}
