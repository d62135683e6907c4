package dev.steward.agent;

import dev.steward.identity.People;
import dev.steward.identity.PeopleUnavailableException;
import dev.steward.json.DefinitionFiles.Definition;
import dev.steward.json.DefinitionProblems;
import dev.steward.json.JsonSchema;
import dev.steward.model.Models;
import dev.steward.tool.ToolGateway;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an agent role must satisfy, whether it comes from a file or from a person. */
@Component
class RoleCheck {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final Models models;
  private final ToolGateway tools;
  private final People people;

  RoleCheck(Models models, ToolGateway tools, People people) {
    this.models = models;
    this.tools = tools;
    this.people = people;
  }

  /** @param problems learn everything that is wrong */
  void check(Definition<AgentRole> file, DefinitionProblems problems) {
    var role = file.value();
    required(file, "name", role.name(), problems);
    if (role.name() != null && !role.name().isBlank() && !NAME.matcher(role.name()).matches()) {
      problems.add(
        file,
        "/name",
        "must be at most 64 letters, digits, dots, underscores and dashes"
      );
    }
    required(file, "responsibility", role.responsibility(), problems);
    required(file, "instructions", role.instructions(), problems);
    required(file, "model", role.model(), problems);
    if (role.model() != null && !role.model().isBlank() && !models.knows(role.model())) {
      problems.add(file, "/model", "no model is configured under steward.models." + role.model());
    }
    represents(file, problems);
    for (int i = 0; i < role.tools().size(); i++) {
      var tool = role.tools().get(i);
      if (tool == null || !tools.knows(tool)) {
        problems.add(file, "/tools/" + i, "there is no tool '" + tool + "'");
      }
    }
    limits(file, problems);
    output(file, problems);
    for (int i = 0; i < role.rehearsal().size(); i++) {
      var place = "/rehearsal/" + i;
      role
        .rehearsal()
        .get(i)
        .problem()
        .ifPresent(problem -> problems.add(file, place, problem));
    }
  }

  private void represents(Definition<AgentRole> file, DefinitionProblems problems) {
    var represents = file.value().represents();
    if (represents.startsWith(People.ROLE)) {
      if (isMissing(represents)) {
        problems.add(file, "/represents", "there is no '" + represents + "' among the people");
      }
    } else if (!Set.of(AgentRole.INITIATOR, AgentRole.TASK_OWNER).contains(represents)) {
      problems.add(
        file,
        "/represents",
        "'%s' is not known; it must be initiator, task-owner or role:<name>".formatted(represents)
      );
    }
  }

  private static void limits(Definition<AgentRole> file, DefinitionProblems problems) {
    var limits = file.value().limits();
    positive(file, "modelCalls", limits.modelCalls() > 0, problems);
    positive(file, "toolCalls", limits.toolCalls() >= 0, problems);
    positive(file, "fanOut", limits.fanOut() > 0, problems);
    positive(file, "tokens", limits.tokens() > 0, problems);
    positive(file, "contextTokens", limits.contextTokens() > 0, problems);
    positive(file, "costUsd", limits.costUsd().signum() > 0, problems);
    positive(file, "wallTime", limits.wallTime().isPositive(), problems);
  }

  private static void positive(
    Definition<AgentRole> file,
    String limit,
    boolean positive,
    DefinitionProblems problems
  ) {
    if (!positive) {
      problems.add(file, "/limits/" + limit, "must not be less than nothing");
    }
  }

  private static void output(Definition<AgentRole> file, DefinitionProblems problems) {
    var output = file.value().output();
    if (output == null) {
      problems.add(file, "/output", "is missing");
      return;
    }
    try {
      JsonSchema.compile(output);
    } catch (IllegalArgumentException e) {
      problems.add(file, "/output", String.valueOf(e.getMessage()));
    }
  }

  private boolean isMissing(String role) {
    try {
      return people.find(role).isEmpty();
    } catch (PeopleUnavailableException e) {
      // Asked again before every call, which is then refused.
      return false;
    }
  }

  private static void required(
    Definition<AgentRole> file,
    String property,
    @Nullable String value,
    DefinitionProblems problems
  ) {
    if (value == null || value.isBlank()) {
      problems.add(file, "/" + property, "is missing");
    }
  }
}
