package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ways through the diagram, on the engine, with answers in place of agents and tools. */
class LeadOutreachPathsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static EmbeddedPostgres server;
  private static ProcessEngine engine;

  /** Per activity: a JSON answer, or the code of the error it ends with. */
  private static final Map<String, String> ANSWERS = new HashMap<>();

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
    var configuration = new StandaloneProcessEngineConfiguration();
    configuration.setDataSource(server.getPostgresDatabase());
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setDisableIdmEngine(true);
    configuration.setDisableEventRegistry(true);
    configuration.setCustomServiceTaskValidator(new AcceptingEveryType());
    configuration.setPostBpmnParseHandlers(List.of(new AnsweringTasks()));
    engine = configuration.buildProcessEngine();
    engine
        .getRepositoryService()
        .createDeployment()
        .addString("lead-outreach.bpmn", Files.readString(Path.of("processes/lead-outreach.bpmn")))
        .deploy();
  }

  @AfterAll
  static void stop() throws IOException {
    engine.close();
    server.close();
  }

  @BeforeEach
  void answerWell() {
    ANSWERS.clear();
    ANSWERS.put("score-fit", "{'verdict': 'qualified', 'confidence': 0.94}");
    ANSWERS.put("check-compliance", "{'approved': true}");
    ANSWERS.put("send-message", "{'status': 'sent'}");
  }

  @Test
  void reachesTheReplyAndThenAPerson() {
    var lead = start("P3D");
    lead.work();
    lead.receiveReply();
    lead.work();
    lead.complete("decide-next", Map.of());
    assertThat(lead.ends()).containsExactly("lead-answered");
  }

  @Test
  void plansTheCallWhenNoReplyComesByTheDeadlineGivenAtTheStart() {
    var lead = start("PT1S");
    lead.work();
    lead.passDeadline();
    lead.work();
    assertThat(lead.did("log-no-reply")).isTrue();
    assertThat(lead.ends()).containsExactly("call-follows");
  }

  @Test
  void waitsThreeDaysForAReplyUnlessToldOtherwise() {
    var lead = start(null);
    lead.work();
    assertThat(lead.variable("replyDeadline")).isEqualTo("P3D");
  }

  @Test
  void disqualifiesWithoutAPersonOnlyAtNinetyPercent() {
    ANSWERS.put("score-fit", "{'verdict': 'disqualified', 'confidence': 0.90}");
    var unfit = start(null);
    unfit.work();
    assertThat(unfit.ends()).containsExactly("lead-disqualified");

    ANSWERS.put("score-fit", "{'verdict': 'disqualified', 'confidence': 0.89}");
    var unclear = start(null);
    unclear.work();
    assertThat(unclear.tasks()).containsExactly("decide-on-lead");
  }

  @Test
  void followsThePersonWhoDecidesOnAnUnclearLead() {
    ANSWERS.put("score-fit", "{'verdict': 'qualified', 'confidence': 0.72}");
    var dropped = start(null);
    dropped.work();
    dropped.complete("decide-on-lead", Map.of("decision", json("{'pursue': 'no'}")));
    dropped.work();
    assertThat(dropped.ends()).containsExactly("lead-disqualified");

    var pursued = start(null);
    pursued.work();
    pursued.complete("decide-on-lead", Map.of("decision", json("{'pursue': 'yes'}")));
    pursued.work();
    assertThat(pursued.did("send-message")).isTrue();
  }

  @Test
  void asksAPersonToReviseWhatBreaksARule() {
    ANSWERS.put("check-compliance", "{'approved': false}");
    var revised = start(null);
    revised.work();
    revised.complete("revise-message", Map.of("revision", json("{'send': 'yes'}")));
    revised.work();
    assertThat(revised.did("send-message")).isTrue();

    var dropped = start(null);
    dropped.work();
    dropped.complete("revise-message", Map.of("revision", json("{'send': 'no'}")));
    assertThat(dropped.ends()).containsExactly("no-message");
  }

  @Test
  void handsOverToAPersonWhatWasNotSent() {
    ANSWERS.put("send-message", "{'status': 'not-sent'}");
    var lead = start(null);
    lead.work();
    lead.complete("take-over", Map.of());
    assertThat(lead.ends()).containsExactly("handled-by-hand");
  }

  @Test
  void handsOverToAPersonWhateverAnAgentFailsWith() {
    for (var code : List.of("AGENT_FAILED", "BUDGET_EXCEEDED", "REJECTED")) {
      ANSWERS.put("read-history", code);
      var lead = start(null);
      lead.work();
      assertThat(lead.tasks()).containsExactly("take-over");
      assertThat(lead.variable("failure")).isEqualTo(code);
    }
  }

  @Test
  void cancelsTheFollowUpWhenTheCrmCannotBeUpdated() {
    ANSWERS.put("update-crm", "TOOL_FAILED");
    var lead = start(null);
    lead.work();
    assertThat(lead.did("cancel-follow-up")).isTrue();
    lead.complete("update-crm-by-hand", Map.of());
    assertThat(lead.ends()).containsExactly("crm-updated-by-hand");
  }

  @Test
  void doesNotLoseTheCancellationToAPersonWhoIsQuicker() {
    ANSWERS.put("update-crm", "TOOL_FAILED");
    var lead = start(null);
    lead.workUpTo("cancel-follow-up");
    lead.complete("update-crm-by-hand", Map.of());
    assertThat(lead.ends()).isEmpty();
    lead.work();
    assertThat(lead.did("cancel-follow-up")).isTrue();
    assertThat(lead.ends()).containsExactly("crm-updated-by-hand");
  }

  private static LeadOnEngine start(@Nullable String replyDeadline) {
    var variables = new HashMap<String, Object>();
    variables.put("lead", json("{'company': 'Harbourline Logistics', 'tier': 'standard'}"));
    if (replyDeadline != null) {
      variables.put("replyDeadline", replyDeadline);
    }
    var instance = engine.getRuntimeService().startProcessInstanceByKey("lead-outreach", variables);
    return new LeadOnEngine(engine, instance.getId());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException failure) {
      throw new IllegalArgumentException(failure);
    }
  }

  private static final class AcceptingEveryType extends ServiceTaskValidator {
    @Override
    protected void validateUnknownServiceTaskType(
        Process process, ServiceTask task, List<ValidationError> errors) {}
  }

  private static final class AnsweringTasks extends AbstractBpmnParseHandler<ServiceTask> {
    @Override
    protected Class<? extends BaseElement> getHandledType() {
      return ServiceTask.class;
    }

    @Override
    protected void executeParse(BpmnParse parse, ServiceTask task) {
      task.setBehavior(new AnsweringTask(task));
    }
  }

  /** Waits to be triggered, as an agent's or a tool's task does while it works. */
  private static final class AnsweringTask extends TaskActivityBehavior {
    private static final long serialVersionUID = 1L;
    private final transient ServiceTask task;

    AnsweringTask(ServiceTask task) {
      this.task = task;
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
      var answer = ANSWERS.getOrDefault(task.getId(), "{}");
      if (!answer.startsWith("{")) {
        ErrorPropagation.propagateError(new BpmnError(answer), execution);
        return;
      }
      task.getFieldExtensions().stream()
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
