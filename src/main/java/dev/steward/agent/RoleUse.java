package dev.steward.agent;

import dev.steward.json.DefinitionFinding;
import dev.steward.process.spi.DeployedTasks;
import dev.steward.process.spi.DeployedTasks.DeployedTask;
import dev.steward.process.spi.TaskMeans;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Where deployed diagrams use an agent, and what another version of it would change for them. */
@Component
class RoleUse {

  /** Those in which nothing should be changed without a person's approval. */
  private static final Set<String> APPROVED_BEFORE = Set.of("financial-action", "clinical");

  private final DeployedTasks deployed;
  private final AgentRoles roles;
  private final AgentTask task;

  RoleUse(DeployedTasks deployed, AgentRoles roles, AgentTask task) {
    this.deployed = deployed;
    this.roles = roles;
    this.task = task;
  }

  List<DeployedTask> of(String agent) {
    return deployed
      .of(AgentTask.TYPE)
      .stream()
      .filter(used -> agent.equals(used.fields().get("agent")))
      .toList();
  }

  /** A diagram was checked when it was deployed, against the agent of then. */
  List<DefinitionFinding> warnings(AgentRole role) {
    return of(role.name())
      .stream()
      .flatMap(used ->
        Stream.concat(
          task
            .misfits(role, used.fields())
            .map(sentence -> DefinitionFinding.warning("", in(used) + sentence)),
          unapproved(role, used)
        )
      )
      .distinct()
      .toList();
  }

  private Stream<DefinitionFinding> unapproved(AgentRole role, DeployedTask used) {
    if (!APPROVED_BEFORE.contains(used.riskClass())) {
      return Stream.empty();
    }
    var fresh = writing(task.means(role, used.fields(), used.riskClass()));
    roles
      .find(role.name())
      .map(before -> task.means(before.role(), used.fields(), used.riskClass()))
      .ifPresent(before -> fresh.removeAll(writing(before)));
    return fresh
      .stream()
      .map(tool ->
        DefinitionFinding.warning(
          "/tools/" + role.tools().indexOf(tool),
          in(used) + "%s could change something without a person's approval".formatted(tool)
        )
      );
  }

  /** The tools whose most harmless calls would change something at once. */
  private static Set<String> writing(TaskMeans means) {
    return means
      .tools()
      .stream()
      .filter(tool -> tool.writes() && tool.ordinarily().runs())
      .map(TaskMeans.Tool::name)
      .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String in(DeployedTask used) {
    return "In %s, version %d, task '%s': ".formatted(
      used.processName(),
      used.version(),
      used.elementName() == null ? used.element() : used.elementName()
    );
  }
}
