package dev.steward.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.identity.People;
import dev.steward.identity.PeopleUnavailableException;
import dev.steward.json.DefinitionFiles;
import dev.steward.json.DefinitionFiles.Definition;
import dev.steward.json.DefinitionProblems;
import dev.steward.json.JsonSchema;
import dev.steward.model.Models;
import dev.steward.tool.ToolGateway;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The agent roles, read from {@code agents/*.yaml} at start; every version that ever ran is kept. */
@Component
class AgentRoles {

  private final Models models;
  private final ToolGateway tools;
  private final Prompts prompts;
  private final People people;
  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;
  private final Map<String, Version> current = new TreeMap<>();
  private final Map<String, AgentRole> byDigest = new ConcurrentHashMap<>();

  /**
   * @param digest identifies the content of the role's file
   * @param prompt digest of the system prompt
   */
  record Version(String digest, AgentRole role, String prompt) {}

  AgentRoles(
    @Value("${steward.agents:agents}") Path folder,
    Models models,
    ToolGateway tools,
    Prompts prompts,
    People people,
    JdbcClient jdbc,
    ObjectMapper json,
    Clock clock
  ) {
    this.models = models;
    this.tools = tools;
    this.prompts = prompts;
    this.people = people;
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    var problems = new DefinitionProblems();
    var files = DefinitionFiles.read(folder, AgentRole.class, null, problems);
    files.forEach(file -> check(file, problems));
    var names = new HashSet<String>();
    files
      .stream()
      .filter(file -> !names.add(file.value().name()))
      .forEach(file ->
        problems.add(file, "/name", "another file defines '" + file.value().name() + "' too")
      );
    problems.report();
    files.forEach(this::add);
  }

  Optional<Version> find(String name) {
    return Optional.ofNullable(current.get(name));
  }

  /** In the order of their names. */
  Collection<Version> all() {
    return current.values();
  }

  /** Every version of a role that was ever in force, newest first. */
  List<AgentView.VersionView> versions(String name) {
    return jdbc
      .sql(
        "SELECT digest, first_seen FROM agent_version WHERE name = :name ORDER BY first_seen DESC, digest"
      )
      .param("name", name)
      .query((row, number) ->
        new AgentView.VersionView(
          row.getString("digest"),
          row.getTimestamp("first_seen").toInstant()
        )
      )
      .list();
  }

  /** The role as a run was started with, even where its file has changed since. */
  AgentRole pinned(String digest) {
    return byDigest.computeIfAbsent(digest, this::load);
  }

  private void add(Definition<AgentRole> file) {
    var role = file.value();
    current.put(role.name(), new Version(file.digest(), role, prompts.store(Prompt.system(role))));
    byDigest.put(file.digest(), role);
    jdbc
      .sql(
        """
        INSERT INTO agent_version (digest, name, body, first_seen)
        VALUES (:digest, :name, :body::jsonb, :now) ON CONFLICT (digest) DO NOTHING
        """
      )
      .param("digest", file.digest())
      .param("name", role.name())
      .param("body", json.valueToTree(role).toString())
      .param("now", Timestamp.from(clock.instant()))
      .update();
  }

  private boolean isMissing(String role) {
    try {
      return people.find(role).isEmpty();
    } catch (PeopleUnavailableException e) {
      // Asked again before every call, which is then refused.
      return false;
    }
  }

  private void check(Definition<AgentRole> file, DefinitionProblems problems) {
    var role = file.value();
    required(file, "name", role.name(), problems);
    required(file, "responsibility", role.responsibility(), problems);
    required(file, "instructions", role.instructions(), problems);
    required(file, "model", role.model(), problems);
    if (role.model() != null && !models.knows(role.model())) {
      problems.add(file, "/model", "no model is configured under steward.models." + role.model());
    }
    var represents = role.represents();
    if (represents.startsWith(People.ROLE) && isMissing(represents)) {
      problems.add(file, "/represents", "there is no '" + represents + "' among the people");
    } else if (
      !represents.startsWith(People.ROLE) &&
      !Set.of(AgentRole.INITIATOR, AgentRole.TASK_OWNER).contains(represents)
    ) {
      problems.add(
        file,
        "/represents",
        "'%s' is not known; it must be initiator, task-owner or role:<name>".formatted(represents)
      );
    }
    for (int i = 0; i < role.tools().size(); i++) {
      if (!tools.knows(role.tools().get(i))) {
        problems.add(file, "/tools/" + i, "there is no tool '" + role.tools().get(i) + "'");
      }
    }
    if (role.output() == null) {
      problems.add(file, "", "output is missing");
    } else {
      try {
        JsonSchema.compile(role.output());
      } catch (IllegalArgumentException e) {
        problems.add(file, "/output", String.valueOf(e.getMessage()));
      }
    }
    for (int i = 0; i < role.rehearsal().size(); i++) {
      var place = "/rehearsal/" + i;
      role
        .rehearsal()
        .get(i)
        .problem()
        .ifPresent(problem -> problems.add(file, place, problem));
    }
  }

  private static void required(
    Definition<AgentRole> file,
    String property,
    @Nullable String value,
    DefinitionProblems problems
  ) {
    if (value == null || value.isBlank()) {
      problems.add(file, "", property + " is missing");
    }
  }

  private AgentRole load(String digest) {
    var body = jdbc
      .sql("SELECT body FROM agent_version WHERE digest = :digest")
      .param("digest", digest)
      .query(String.class)
      .single();
    try {
      return json.readValue(body, AgentRole.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The stored agent version " + digest + " cannot be read", e);
    }
  }
}
