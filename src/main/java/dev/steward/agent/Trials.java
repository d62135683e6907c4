package dev.steward.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.catalogue.Catalogue;
import dev.steward.catalogue.DefinitionOutcome;
import dev.steward.catalogue.Kind;
import dev.steward.catalogue.RefusedDefinitionException;
import dev.steward.journal.Steps;
import dev.steward.json.CanonicalJson;
import dev.steward.json.DefinitionFiles;
import dev.steward.json.DefinitionProblems;
import dev.steward.model.Message;
import dev.steward.model.ModelAnswer;
import dev.steward.model.Models;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Mandate;
import dev.steward.process.spi.WorkContext;
import dev.steward.tool.CallScope;
import dev.steward.tool.ToolGateway;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Runs agents off the record: the same loop, prompts, limits and checks of the answer, with a model of choice and recorded answers of
 * tools. Nothing goes through the gateway, and nothing is on the journal or the trail.
 */
@Component
public class Trials {

  /** What a diagram would ask. @param tools those it would leave to the agent */
  public record Task(String goal, Map<String, JsonNode> inputs, Set<String> tools) {}

  private final AgentRoles roles;
  private final RoleCheck check;
  private final Catalogue catalogue;
  private final AgentLoop loop;
  private final Models models;
  private final ToolGateway gateway;
  private final ObjectMapper json;
  private final Clock clock;

  Trials(
    AgentRoles roles,
    RoleCheck check,
    Catalogue catalogue,
    AgentLoop loop,
    Models models,
    ToolGateway gateway,
    ObjectMapper json,
    Clock clock
  ) {
    this.roles = roles;
    this.check = check;
    this.catalogue = catalogue;
    this.loop = loop;
    this.models = models;
    this.gateway = gateway;
    this.json = json;
    this.clock = clock;
  }

  /** The version in force; empty where there is no such agent. */
  public Optional<TrialRole> inForce(String agent) {
    return roles.find(agent).map(version -> new TrialRole(version.role(), version.digest()));
  }

  /** @throws ProblemException 404 for a version that the agent never had */
  public TrialRole version(String agent, String version) {
    catalogue.get(Kind.AGENT, agent, version);
    return new TrialRole(roles.pinned(version), version);
  }

  /**
   * A role that nobody has stored.
   *
   * @throws RefusedDefinitionException with everything that is wrong
   */
  public TrialRole draft(String agent, String source) {
    var problems = new DefinitionProblems();
    var definition = DefinitionFiles.parse(agent, source, AgentRole.class, null, problems);
    definition.ifPresent(read -> {
      if (!agent.equals(read.value().name())) {
        problems.add(read, "/name", "must be '" + agent + "'");
      }
      check.check(read, problems);
    });
    new DefinitionOutcome(problems.isEmpty(), null, false, problems.findings(agent)).orRefused(
      Kind.AGENT
    );
    return new TrialRole(definition.orElseThrow().value(), CanonicalJson.sha256(source));
  }

  /** Whether a model may be named here: a configured one, or the rehearsal model. */
  public boolean knowsModel(String model) {
    return model.equals(Models.REHEARSAL) || models.knows(model);
  }

  /** @param model takes the place of the role's own, and of what the decision tables would choose */
  public Trial run(TrialRole version, Task task, RecordedAnswers recorded, String model) {
    var role = version.role();
    var started = clock.instant();
    var surroundings = new TrialSurroundings(
      models,
      model,
      gateway.described(task.tools()),
      recorded,
      json,
      clock
    );
    var run = inHand(version, task, surroundings, role);
    loop.goOn(run);
    var end = run
      .end()
      .orElseThrow(() -> new IllegalStateException("A trial has neither an answer nor an error"));
    var answers = surroundings.answers();
    return new Trial(
      end.answer(),
      end.errorCode(),
      end.errorMessage(),
      List.copyOf(surroundings.called()),
      run.turns(),
      answers.stream().allMatch(ModelAnswer::rehearsal),
      answers
        .stream()
        .mapToLong(answer -> answer.usage().input())
        .sum(),
      answers
        .stream()
        .mapToLong(answer -> answer.usage().output())
        .sum(),
      answers.stream().map(ModelAnswer::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add),
      Duration.between(started, clock.instant())
    );
  }

  private RunInHand inHand(
    TrialRole version,
    Task task,
    TrialSurroundings surroundings,
    AgentRole role
  ) {
    var id = UUID.randomUUID();
    var context = context();
    var text = Prompt.task(task.goal(), task.inputs());
    var system = Prompt.system(role);
    var run = OffTheRecord.run(
      id,
      version,
      context,
      task,
      CanonicalJson.sha256(system),
      text,
      clock
    );
    return new RunInHand(
      run,
      role,
      new CallScope(id, context, role.name(), task.tools(), Labels.NONE, true),
      Steps.offTheRecord(),
      List.of(new Message.System(system), new Message.User(text)),
      List.of(),
      0,
      clock.instant(),
      surroundings
    );
  }

  /** No process, nobody represented: nothing may be done in this name, should anything ever try. */
  private static WorkContext context() {
    var none = "evaluation";
    return new WorkContext(
      none,
      0,
      none,
      none,
      none,
      none,
      null,
      null,
      "sandbox",
      "unclassified",
      "standard",
      Labels.NONE,
      Mandate.of(null),
      true
    );
  }
}
