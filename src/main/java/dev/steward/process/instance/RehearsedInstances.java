package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.control.Switches;
import dev.steward.identity.Actor;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.engine.Environments;
import dev.steward.process.engine.VariableLabels;
import dev.steward.process.form.FormFiles;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Origin;
import java.sql.Timestamp;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.flowable.engine.HistoryService;
import org.flowable.engine.ManagementService;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.history.HistoricProcessInstance;
import org.flowable.engine.repository.ProcessDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The instances of rehearsals, which all other queries for instances leave out. */
@Component
public class RehearsedInstances {

  // A timer of ours that has work tried again is none of the diagram's.
  private static final String WAITS = """
  SELECT e.id_ AS id, s.activity_id_ AS activity_id, s.event_type_ AS kind, s.event_name_ AS name, NULL::timestamp AS due
  FROM act_ru_execution e JOIN act_ru_event_subscr s ON s.execution_id_ = e.id_
  WHERE e.root_proc_inst_id_ = :root AND e.tenant_id_ = :rehearsal AND s.event_type_ IN ('message', 'signal')
  UNION ALL
  SELECT j.id_, j.element_id_, 'timer', NULL, j.duedate_
  FROM act_ru_execution e JOIN act_ru_timer_job j ON j.execution_id_ = e.id_
  WHERE e.root_proc_inst_id_ = :root AND e.tenant_id_ = :rehearsal AND j.type_ = 'timer' AND j.handler_type_ LIKE 'trigger-timer%'
  ORDER BY 2, 1
  """;

  private final RuntimeService runtime;
  private final HistoryService history;
  private final ManagementService management;
  private final Instances instances;
  private final InstanceQueries queries;
  private final ActivityHistory activities;
  private final Timeline timeline;
  private final Starts starts;
  private final Messages messages;
  private final VariableLabels labels;
  private final Switches switches;
  private final JdbcClient jdbc;

  RehearsedInstances(
    RuntimeService runtime,
    HistoryService history,
    ManagementService management,
    Instances instances,
    InstanceQueries queries,
    ActivityHistory activities,
    Timeline timeline,
    Starts starts,
    Messages messages,
    VariableLabels labels,
    Switches switches,
    JdbcClient jdbc
  ) {
    this.runtime = runtime;
    this.history = history;
    this.management = management;
    this.instances = instances;
    this.queries = queries;
    this.activities = activities;
    this.timeline = timeline;
    this.starts = starts;
    this.messages = messages;
    this.labels = labels;
    this.switches = switches;
    this.jdbc = jdbc;
  }

  /**
   * In the sandbox, whatever environment this node acts in, and with no permission that the actor does not hold.
   *
   * @return the instance's id
   * @throws ProblemException 409 where agents and tools are switched off, 422 for variables that the start form does not accept
   */
  public String start(ProcessDefinition definition, @Nullable JsonNode variables, Actor actor) {
    switches.workStopped(definition.getKey(), null).ifPresent(reason -> {
      throw ProblemException.conflict("switched-off", reason);
    });
    var values = variables == null ? JsonNodeFactory.instance.objectNode() : variables;
    var origin = new Origin(Environments.SANDBOX, List.of(actor.name()), Labels.NONE, null);
    var id = starts
      .claim(actor.name(), null, definition.getKey(), null, values, origin)
      .instanceId();
    var accepted = instances.accepted(values, definition, FormFiles.NONE);
    labels.received(definition.getId(), id, id, accepted.keySet(), origin.labels(), "start");
    instances.begin(definition, id, null, accepted, actor);
    return id;
  }

  /** With its variables and activities. */
  public Optional<InstanceView> find(UUID rehearsal, String id) {
    return queries
      .findRehearsed(rehearsal.toString(), id)
      .map(found -> found.with(List.of(), instances.variables(id), activities.states(id)));
  }

  /** Whether nothing more will happen by itself or by an answer. */
  public boolean isOver(UUID rehearsal, String id) {
    return queries.findRehearsed(rehearsal.toString(), id).map(InstanceView::endedAt).isPresent();
  }

  /** Of the instance and those that it has called. */
  public List<TimelineEntry> timeline(UUID rehearsal) {
    return all(rehearsal)
      .stream()
      .sorted(Comparator.comparing(instance -> instance.getSuperProcessInstanceId() != null))
      .flatMap(instance -> timeline.of(instance.getId()).stream())
      .sorted(
        Comparator.comparing(
          (TimelineEntry entry) -> entry.type() != TimelineType.STARTED
        ).thenComparing(TimelineEntry::at)
      )
      .toList();
  }

  public List<Wait> waits(UUID rehearsal, String id) {
    return jdbc
      .sql(WAITS)
      .param("root", id)
      .param("rehearsal", rehearsal.toString())
      .query((row, number) -> {
        Timestamp due = row.getTimestamp("due");
        return new Wait(
          row.getString("id"),
          row.getString("activity_id"),
          Wait.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
          row.getString("name"),
          due == null ? null : due.toInstant()
        );
      })
      .list();
  }

  /** Lets the event happen, to the execution that waits for it and no other. In the caller's transaction. */
  public void happen(Wait wait, @Nullable JsonNode variables, Actor actor) {
    switch (wait.kind()) {
      case MESSAGE -> messages.receive(
        runtime.createExecutionQuery().executionId(wait.id()).singleResult(),
        String.valueOf(wait.name()),
        variables,
        actor
      );
      case SIGNAL -> {
        refuseVariables(variables);
        runtime.signalEventReceived(wait.name(), wait.id());
      }
      case TIMER -> {
        refuseVariables(variables);
        management.moveTimerToExecutableJob(wait.id());
      }
    }
  }

  /** Ends what runs and forgets what is over. In the caller's transaction. */
  public void remove(UUID rehearsal, String id) {
    if (runtime.createProcessInstanceQuery().processInstanceId(id).count() > 0) {
      runtime.deleteProcessInstance(id, "The rehearsal is over");
    }
    all(rehearsal)
      .stream()
      .map(HistoricProcessInstance::getId)
      .filter(
        each -> history.createHistoricProcessInstanceQuery().processInstanceId(each).count() > 0
      )
      .forEach(history::deleteHistoricProcessInstance);
  }

  private List<HistoricProcessInstance> all(UUID rehearsal) {
    return history
      .createHistoricProcessInstanceQuery()
      .processInstanceTenantId(rehearsal.toString())
      .orderByProcessInstanceStartTime()
      .asc()
      .list();
  }

  private static void refuseVariables(@Nullable JsonNode variables) {
    if (variables != null && !variables.isNull() && !variables.isEmpty()) {
      throw ProblemException.invalid(
        "A time or a signal brings no variables",
        List.of(new FieldError("/variables", "must be empty"))
      );
    }
  }
}
