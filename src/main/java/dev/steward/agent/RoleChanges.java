package dev.steward.agent;

import dev.steward.catalogue.Catalogue;
import dev.steward.catalogue.DefinitionOutcome;
import dev.steward.catalogue.Kind;
import dev.steward.catalogue.VersionChoice;
import dev.steward.catalogue.VersionRequest;
import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.identity.Role;
import dev.steward.json.DefinitionFiles;
import dev.steward.json.DefinitionFiles.Definition;
import dev.steward.json.DefinitionFinding;
import dev.steward.json.DefinitionProblems;
import dev.steward.policy.NamedAgents;
import dev.steward.problem.ProblemException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Agents that people store while the application runs, held to what files are held to. */
@Component
class RoleChanges {

  private final Catalogue catalogue;
  private final AgentRoles roles;
  private final RoleCheck check;
  private final RoleUse use;
  private final NamedAgents named;

  RoleChanges(
    Catalogue catalogue,
    AgentRoles roles,
    RoleCheck check,
    RoleUse use,
    NamedAgents named
  ) {
    this.catalogue = catalogue;
    this.roles = roles;
    this.check = check;
    this.use = use;
    this.named = named;
  }

  /**
   * @param dryRun stores nothing
   * @throws ProblemException 403 where it is not for this person to change, 409 where another version is in force than the one this is
   *     based on
   * @throws dev.steward.catalogue.RefusedDefinitionException unless it is a dry run
   */
  @Transactional
  DefinitionOutcome store(String name, VersionRequest request, boolean dryRun, Actor actor) {
    var checked = check(name, request.source(), request.basedOn(), actor);
    if (dryRun) {
      return checked.outcome();
    }
    var outcome = checked.outcome().orRefused(Kind.AGENT);
    if (outcome.changed()) {
      catalogue.store(
        Kind.AGENT,
        roles.stored(checked.definition().orElseThrow()),
        request.comment(),
        actor.name()
      );
    }
    return outcome;
  }

  /** Puts an earlier version in force again. It is held to what is allowed now. */
  @Transactional
  DefinitionOutcome putBack(String name, VersionChoice choice, Actor actor) {
    var earlier = catalogue.get(Kind.AGENT, name, choice.version());
    var findings = check(name, earlier.source(), choice.basedOn(), actor)
      .outcome()
      .orRefused(Kind.AGENT)
      .findings();
    boolean changed = !choice.version().equals(choice.basedOn());
    if (changed) {
      catalogue.putBack(Kind.AGENT, name, choice.version(), choice.comment(), actor.name());
    }
    return new DefinitionOutcome(true, choice.version(), changed, findings);
  }

  /** @throws ProblemException 409 {@code agent-in-use} where the latest version of a deployed process names it */
  @Transactional
  void retire(String name, String basedOn, String comment, Actor actor) {
    catalogue.lock();
    catalogue.expect(Kind.AGENT, name, basedOn);
    roles.refresh();
    mayChange(name, null, actor);
    var users = use
      .of(name)
      .stream()
      .map(task -> "%s, version %d".formatted(task.processName(), task.version()))
      .collect(Collectors.toCollection(TreeSet::new));
    if (!users.isEmpty()) {
      throw ProblemException.conflict(
        "agent-in-use",
        "It is used by " + String.join("; ", users) + ". Deploy versions without it first"
      );
    }
    catalogue.retire(Kind.AGENT, name, comment, actor.name());
  }

  /** Why only operators may change the agent; empty where analysts may as well. */
  Optional<String> restriction(String name, AgentRole role) {
    if (role.represents().startsWith(People.ROLE)) {
      return Optional.of(
        "It acts with the permissions of %s, which nobody else may put to another use".formatted(
          role.represents()
        )
      );
    }
    return named.include(name)
      ? Optional.of("A row of a decision table is about the agent of this name")
      : Optional.empty();
  }

  private record Checked(DefinitionOutcome outcome, Optional<Definition<AgentRole>> definition) {}

  private Checked check(String name, String source, @Nullable String basedOn, Actor actor) {
    catalogue.lock();
    catalogue.expect(Kind.AGENT, name, basedOn);
    // What another node has stored a moment ago is what this would replace.
    roles.refresh();
    var problems = new DefinitionProblems();
    var definition = DefinitionFiles.parse(name, source, AgentRole.class, null, problems);
    definition.ifPresent(read -> {
      mayChange(name, read.value(), actor);
      if (!name.equals(read.value().name())) {
        problems.add(read, "/name", "must be '" + name + "'");
      }
      check.check(read, problems);
    });
    var warnings = problems.isEmpty()
      ? definition.stream().flatMap(read -> use.warnings(read.value()).stream())
      : Stream.<DefinitionFinding>empty();
    var version = definition.map(Definition::digest).orElse(null);
    return new Checked(
      new DefinitionOutcome(
        problems.isEmpty(),
        version,
        version != null && !version.equals(basedOn),
        Stream.concat(problems.findings(name).stream(), warnings).toList()
      ),
      definition
    );
  }

  /** @param after null where it is retired */
  private void mayChange(String name, @Nullable AgentRole after, Actor actor) {
    if (actor.is(Role.OPERATOR)) {
      return;
    }
    Stream.concat(roles.find(name).map(AgentRoles.Version::role).stream(), Stream.ofNullable(after))
      .flatMap(role -> restriction(name, role).stream())
      .findFirst()
      .ifPresent(reason -> {
        throw ProblemException.forbidden("Only operators may change this agent. " + reason);
      });
  }
}
