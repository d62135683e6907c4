package dev.steward.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.json.DefinitionFiles;
import dev.steward.json.DefinitionFiles.Definition;
import dev.steward.json.JsonSchema;
import dev.steward.model.Models;
import dev.steward.model.Rehearsal;
import dev.steward.problem.BrokenDefinitionException;
import dev.steward.tool.ToolGateway;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    JdbcClient jdbc,
    ObjectMapper json,
    Clock clock
  ) {
    this.models = models;
    this.tools = tools;
    this.prompts = prompts;
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    DefinitionFiles.read(folder, AgentRole.class).forEach(this::add);
  }

  Optional<Version> find(String name) {
    return Optional.ofNullable(current.get(name));
  }

  /** The role as a run was started with, even where its file has changed since. */
  AgentRole pinned(String digest) {
    return byDigest.computeIfAbsent(digest, this::load);
  }

  private void add(Definition<AgentRole> file) {
    var role = file.value();
    var problems = problems(role);
    if (!problems.isEmpty()) {
      throw new BrokenDefinitionException(file.name(), problems);
    }
    var version = new Version(file.digest(), role, prompts.store(Prompt.system(role)));
    if (current.putIfAbsent(role.name(), version) != null) {
      throw new BrokenDefinitionException(
        file.name(),
        List.of("name: another file defines '" + role.name() + "' too")
      );
    }
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

  private List<String> problems(AgentRole role) {
    var problems = new ArrayList<String>();
    required("name", role.name(), problems);
    required("responsibility", role.responsibility(), problems);
    required("instructions", role.instructions(), problems);
    required("model", role.model(), problems);
    if (role.model() != null && !models.knows(role.model())) {
      problems.add("model: no model is configured under steward.models." + role.model());
    }
    if (!role.represents().equals("initiator")) {
      problems.add("represents: '" + role.represents() + "' is not known; it must be 'initiator'");
    }
    role
      .tools()
      .stream()
      .filter(tool -> !tools.knows(tool))
      .forEach(tool -> problems.add("tools: there is no tool '" + tool + "'"));
    if (role.output() == null) {
      problems.add("output is missing");
    } else {
      try {
        JsonSchema.compile(role.output());
      } catch (IllegalArgumentException e) {
        problems.add("output: " + e.getMessage());
      }
    }
    role
      .rehearsal()
      .stream()
      .map(Rehearsal.Step::problem)
      .flatMap(Optional::stream)
      .forEach(problem -> problems.add("rehearsal: " + problem));
    return problems;
  }

  private static void required(String property, @Nullable String value, List<String> problems) {
    if (value == null || value.isBlank()) {
      problems.add(property + " is missing");
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
