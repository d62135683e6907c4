package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.identity.Actor;
import dev.steward.process.spi.InstanceRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.flowable.engine.HistoryService;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.history.HistoricActivityInstance;
import org.flowable.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;

@Component
class KeptRecords implements InstanceRecords {

  private final Instances instances;
  private final Timeline timeline;
  private final HistoryService history;
  private final RepositoryService repository;
  private final ObjectMapper json;

  KeptRecords(
    Instances instances,
    Timeline timeline,
    HistoryService history,
    RepositoryService repository,
    ObjectMapper json
  ) {
    this.instances = instances;
    this.timeline = timeline;
    this.history = history;
    this.repository = repository;
    this.json = json;
  }

  @Override
  public JsonNode summary(String instanceId, Actor actor) {
    var summary = json.<ObjectNode>valueToTree(instances.get(instanceId, actor));
    return summary.without(List.of("variables", "activities"));
  }

  @Override
  public JsonNode timeline(String instanceId) {
    return json.valueToTree(timeline.of(instanceId));
  }

  @Override
  public List<Version> versions(String instanceId) {
    var instance = Objects.requireNonNull(
      history.createHistoricProcessInstanceQuery().processInstanceId(instanceId).singleResult()
    );
    var activities = history
      .createHistoricActivityInstanceQuery()
      .processInstanceId(instanceId)
      .list();
    // An activity keeps the version it was in; the instance knows the one it is in now.
    return Stream.concat(
      Stream.of(instance.getProcessDefinitionId()),
      activities.stream().map(HistoricActivityInstance::getProcessDefinitionId)
    )
      .distinct()
      .map(repository::getProcessDefinition)
      .sorted(Comparator.comparingInt(ProcessDefinition::getVersion))
      .map(this::version)
      .toList();
  }

  private Version version(ProcessDefinition definition) {
    var files = repository
      .getDeploymentResourceNames(definition.getDeploymentId())
      .stream()
      .filter(name -> name.matches(".*\\.(bpmn|form|dmn)"))
      .sorted()
      .map(name -> file(definition.getDeploymentId(), name))
      .toList();
    return new Version(definition.getKey(), definition.getVersion(), files);
  }

  private File file(String deployment, String name) {
    try (var stream = repository.getResourceAsStream(deployment, name)) {
      return new File(name, stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("The deployed file " + name + " cannot be read", e);
    }
  }
}
