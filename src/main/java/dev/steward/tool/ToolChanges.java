package dev.steward.tool;

import dev.steward.catalogue.Catalogue;
import dev.steward.catalogue.DefinitionOutcome;
import dev.steward.catalogue.Kind;
import dev.steward.catalogue.StoredDefinition;
import dev.steward.catalogue.VersionChoice;
import dev.steward.catalogue.VersionRequest;
import dev.steward.identity.Actor;
import dev.steward.json.DefinitionProblems;
import dev.steward.tool.adapter.SandboxTargets;
import dev.steward.tool.contract.Contracts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Contracts that operators store while the application runs, held to what files are held to. */
@Component
class ToolChanges {

  private final Catalogue catalogue;
  private final Contracts contracts;
  private final SandboxTargets targets;

  ToolChanges(Catalogue catalogue, Contracts contracts, SandboxTargets targets) {
    this.catalogue = catalogue;
    this.contracts = contracts;
    this.targets = targets;
  }

  /**
   * @param dryRun stores nothing
   * @throws dev.steward.problem.ProblemException 409 where another version is in force than the one this is based on
   * @throws dev.steward.catalogue.RefusedDefinitionException unless it is a dry run
   */
  @Transactional
  DefinitionOutcome store(String name, VersionRequest request, boolean dryRun, Actor actor) {
    var checked = check(name, request.source(), request.basedOn());
    if (dryRun) {
      return checked.outcome();
    }
    var outcome = checked.outcome().orRefused(Kind.TOOL);
    if (outcome.changed()) {
      catalogue.store(
        Kind.TOOL,
        checked.definition().orElseThrow(),
        request.comment(),
        actor.name()
      );
    }
    return outcome;
  }

  /** Puts an earlier version in force again. It is held to what is allowed now. */
  @Transactional
  DefinitionOutcome putBack(String name, VersionChoice choice, Actor actor) {
    var earlier = catalogue.get(Kind.TOOL, name, choice.version());
    var checked = check(name, earlier.source(), choice.basedOn()).outcome().orRefused(Kind.TOOL);
    if (!choice.version().equals(choice.basedOn())) {
      catalogue.putBack(Kind.TOOL, name, choice.version(), choice.comment(), actor.name());
    }
    return new DefinitionOutcome(
      true,
      choice.version(),
      !choice.version().equals(choice.basedOn()),
      checked.findings()
    );
  }

  private record Checked(DefinitionOutcome outcome, Optional<StoredDefinition> definition) {}

  private Checked check(String name, String source, @Nullable String basedOn) {
    catalogue.lock();
    catalogue.expect(Kind.TOOL, name, basedOn);
    // What another node has stored a moment ago counts for this check.
    contracts.refresh();
    var problems = new DefinitionProblems();
    var trial = contracts.trial(name, source, problems);
    trial.ifPresent(tried ->
      tried
        .set()
        .ifPresent(set ->
          targets
            .problems(set)
            .forEach(problem ->
              problems.add(
                tried.definition(),
                problem.tool().name().equals(name) ? "/environments/sandbox" : "/environments",
                problem.tool().name().equals(name)
                  ? problem.sentence()
                  : "%s: %s".formatted(problem.tool().file(), problem.sentence())
              )
            )
        )
    );
    var definition = trial.map(tried ->
      StoredDefinition.of(name, tried.definition(), tried.definition().source())
    );
    var version = definition.map(StoredDefinition::version).orElse(null);
    return new Checked(
      new DefinitionOutcome(
        problems.isEmpty(),
        version,
        version != null && !version.equals(basedOn),
        problems.findings(name)
      ),
      definition
    );
  }
}
