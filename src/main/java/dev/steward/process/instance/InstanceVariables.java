package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.identity.Actor;
import dev.steward.json.CanonicalJson;
import dev.steward.problem.ProblemException;
import dev.steward.process.engine.VariableLabels;
import dev.steward.process.spi.Labels;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.flowable.bpmn.model.Activity;
import org.flowable.bpmn.model.Process;
import org.flowable.engine.HistoryService;
import org.flowable.engine.RepositoryService;
import org.flowable.variable.api.history.HistoricVariableInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What an instance's variables hold, and what is known of it. */
@Component
class InstanceVariables {

  private static final String OWNERS = """
  WITH RECURSIVE line AS (
    SELECT id_, proc_def_id_, super_process_instance_id_, 0 AS depth FROM act_hi_procinst WHERE id_ = :id
    UNION ALL
    SELECT p.id_, p.proc_def_id_, p.super_process_instance_id_, l.depth + 1
    FROM act_hi_procinst p JOIN line l ON p.id_ = l.super_process_instance_id_)
  SELECT (SELECT proc_def_id_ FROM line WHERE depth = 0) AS definition_id, id_ AS root_id
  FROM line ORDER BY depth DESC LIMIT 1
  """;

  private final Instances instances;
  private final HistoryService history;
  private final RepositoryService repository;
  private final VariableLabels labels;
  private final JdbcClient jdbc;
  private final ObjectMapper json;

  InstanceVariables(
    Instances instances,
    HistoryService history,
    RepositoryService repository,
    VariableLabels labels,
    JdbcClient jdbc,
    ObjectMapper json
  ) {
    this.instances = instances;
    this.history = history;
    this.repository = repository;
    this.labels = labels;
    this.jdbc = jdbc;
    this.json = json;
  }

  /** @param rootId the instance that called the one that called it, and so on */
  private record Owner(String definitionId, String rootId) {}

  /** By name. Those of single rounds of a loop are left out. */
  List<VariableView> of(String id, Actor actor) {
    instances.require(id, actor);
    var owner = owner(id);
    var sources = labels.sources(id);
    var process = repository.getBpmnModel(owner.definitionId()).getMainProcess();
    return history
      .createHistoricVariableInstanceQuery()
      .processInstanceId(id)
      .excludeTaskVariables()
      .excludeLocalVariables()
      .orderByVariableName()
      .asc()
      .list()
      .stream()
      .map(variable -> view(variable, id, owner, sources, process))
      .toList();
  }

  /** @throws ProblemException 404 where there is no such variable */
  VariableView get(String id, String name, Actor actor) {
    return of(id, actor)
      .stream()
      .filter(variable -> variable.name().equals(name))
      .findFirst()
      .orElseThrow(() ->
        ProblemException.notFound(
          "variable-not-found",
          "The instance has no variable '" + name + "'"
        )
      );
  }

  Labels labels(String id, String name) {
    var owner = owner(id);
    return labels.of(owner.definitionId(), owner.rootId(), id, List.of(name));
  }

  private Owner owner(String id) {
    return jdbc.sql(OWNERS).param("id", id).query(Owner.class).single();
  }

  private VariableView view(
    HistoricVariableInstance variable,
    String id,
    Owner owner,
    Map<String, String> sources,
    Process process
  ) {
    var name = variable.getVariableName();
    JsonNode value = json.valueToTree(variable.getValue());
    var origin = sources.get(name);
    var written = Objects.requireNonNullElse(
      variable.getLastUpdatedTime(),
      variable.getCreateTime()
    );
    return new VariableView(
      name,
      value.getNodeType().name().toLowerCase(Locale.ROOT),
      value,
      CanonicalJson.sha256(value),
      labels.of(owner.definitionId(), owner.rootId(), id, List.of(name)).names(),
      origin,
      activity(origin, process),
      variable.getCreateTime().toInstant(),
      written.toInstant()
    );
  }

  private static @Nullable String activity(@Nullable String origin, Process process) {
    return origin != null && process.getFlowElement(origin, true) instanceof Activity
      ? origin
      : null;
  }
}
