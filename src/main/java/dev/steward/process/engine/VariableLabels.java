package dev.steward.process.engine;

import dev.steward.process.spi.Labels;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.flowable.bpmn.model.Activity;
import org.flowable.bpmn.model.CallActivity;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.engine.RepositoryService;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The labels of process variables: the {@code variable_label} table. Whatever brings data into an instance writes them: a start, a
 * message, a form, the result of a task. What the diagram moves about by itself may be made of anything the instance holds.
 */
@Component
public class VariableLabels {

  private final RepositoryService repository;
  private final JdbcClient jdbc;
  private final Clock clock;

  VariableLabels(@Lazy RepositoryService repository, JdbcClient jdbc, Clock clock) {
    this.repository = repository;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * To be called before the engine goes on with the new values.
   *
   * @param source what wrote the variables
   */
  public void record(
    String rootId,
    String instanceId,
    Collection<String> names,
    Labels labels,
    String source
  ) {
    if (names.isEmpty()) {
      return;
    }
    jdbc
      .sql(
        """
        INSERT INTO variable_label (instance_id, name, root_id, untrusted, confidential, source, recorded_at)
        SELECT :instance, name, :root, :untrusted, :confidential, :source, :now FROM unnest(:names) AS name
        ON CONFLICT (instance_id, name) DO UPDATE SET untrusted = excluded.untrusted,
          confidential = excluded.confidential, source = excluded.source, recorded_at = excluded.recorded_at
        """
      )
      .param("instance", instanceId)
      .param("names", names.toArray(String[]::new))
      .param("root", rootId)
      .param("untrusted", labels.untrusted())
      .param("confidential", labels.confidential())
      .param("source", source)
      .param("now", Timestamp.from(clock.instant()))
      .update();
  }

  /**
   * Data from outside: the workflow map says what is known of it.
   *
   * @param inherited of what the data was made from
   */
  public void received(
    String definitionId,
    String rootId,
    String instanceId,
    Collection<String> names,
    Labels inherited,
    String source
  ) {
    var map = WorkflowMap.of(repository.getBpmnModel(definitionId).getMainProcess());
    names
      .stream()
      .collect(Collectors.groupingBy(map::labels))
      .forEach((labels, alike) -> record(rootId, instanceId, alike, labels.and(inherited), source));
  }

  /** A person vouches for these variables of the instance. */
  public void clear(
    String definitionId,
    String rootId,
    String instanceId,
    Declassification cleared,
    String source
  ) {
    for (var name : cleared.variables()) {
      var left = of(definitionId, rootId, instanceId, List.of(name)).without(cleared.labels());
      record(rootId, instanceId, List.of(name), left, source);
    }
  }

  /** Of everything that is made from these variables of the instance. */
  public Labels of(
    String definitionId,
    String rootId,
    String instanceId,
    Collection<String> names
  ) {
    if (names.isEmpty()) {
      return Labels.NONE;
    }
    var moved = moved(repository.getBpmnModel(definitionId).getMainProcess());
    var own = names
      .stream()
      .filter(name -> !moved.contains(name))
      .toList();
    return known(rootId, instanceId, own, names);
  }

  /** What wrote each variable of an instance, where that is known: start, a message, an activity or a person. */
  public Map<String, String> sources(String instanceId) {
    var sources = new HashMap<String, String>();
    jdbc
      .sql("SELECT name, source FROM variable_label WHERE instance_id = :instance")
      .param("instance", instanceId)
      .query(row -> {
        sources.put(row.getString("name"), row.getString("source"));
      });
    return sources;
  }

  /** Of everything that came into a root instance. */
  public Labels ofAll(String rootId) {
    return known(rootId, rootId, List.of(), List.of(rootId));
  }

  /** A variable that nothing is known of may hold anything that ever came into the instance. */
  private Labels known(
    String rootId,
    String instanceId,
    Collection<String> own,
    Collection<String> names
  ) {
    return jdbc
      .sql(
        """
        WITH known AS (SELECT * FROM variable_label WHERE root_id = :root),
             own AS (SELECT * FROM known WHERE instance_id = :instance AND name = ANY(:own))
        SELECT coalesce(bool_or(untrusted), false) AS untrusted, coalesce(bool_or(confidential), false) AS confidential
        FROM known WHERE (SELECT count(*) FROM own) < :names
          OR (instance_id = :instance AND name = ANY(:own))
        """
      )
      .param("root", rootId)
      .param("instance", instanceId)
      .param("own", own.toArray(String[]::new))
      .param("names", new HashSet<>(names).size())
      .query((row, number) ->
        new Labels(row.getBoolean("untrusted"), row.getBoolean("confidential"))
      )
      .single();
  }

  /** Variables that the diagram writes by itself. */
  private static Set<String> moved(Process process) {
    var names = new HashSet<String>();
    process
      .findFlowElementsOfType(CallActivity.class, true)
      .forEach(call ->
        call.getOutParameters().forEach(parameter -> names.add(parameter.getTarget()))
      );
    process
      .findFlowElementsOfType(ServiceTask.class, true)
      .stream()
      .filter(task -> task.getResultVariableName() != null)
      .forEach(task -> names.add(task.getResultVariableName()));
    process
      .findFlowElementsOfType(Activity.class, true)
      .stream()
      .map(Activity::getLoopCharacteristics)
      .filter(loop -> loop != null && loop.getElementVariable() != null)
      .forEach(loop -> names.add(loop.getElementVariable()));
    return names;
  }
}
