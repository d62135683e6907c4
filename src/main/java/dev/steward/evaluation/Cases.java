package dev.steward.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.agent.Trials;
import dev.steward.json.DefinitionFiles;
import dev.steward.json.DefinitionFiles.Definition;
import dev.steward.json.DefinitionProblems;
import dev.steward.json.JsonSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The golden cases of {@code evaluations/<agent>/<case>.yaml}. Read each time: they are for trying out, and their authors are at it. */
@Component
class Cases {

  private static final JsonSchema SCHEMA = JsonSchema.ofResource(
    "schemas/evaluation-case.schema.json"
  );

  private final Path folder;
  private final Trials trials;

  Cases(@Value("${steward.evaluations.folder:evaluations}") Path folder, Trials trials) {
    this.folder = folder;
    this.trials = trials;
  }

  /** Agents that there are cases for. */
  List<String> agents() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var folders = Files.list(folder)) {
      return folders
        .filter(Files::isDirectory)
        .map(agent -> agent.getFileName().toString())
        .sorted()
        .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * By name, in the order of their names.
   *
   * @throws dev.steward.problem.BrokenDefinitionException with file, line and reason of everything that is wrong
   */
  Map<String, EvaluationCase> of(String agent) {
    // An agent's name is a folder's here, and comes from outside.
    if (!agents().contains(agent)) {
      return Map.of();
    }
    var problems = new DefinitionProblems();
    var files = DefinitionFiles.read(folder.resolve(agent), EvaluationCase.class, SCHEMA, problems);
    var cases = new TreeMap<String, EvaluationCase>();
    for (var file : files) {
      check(agent, file, problems);
      cases.put(name(file), file.value());
    }
    problems.report();
    return cases;
  }

  private static String name(Definition<EvaluationCase> file) {
    var name = Path.of(file.name()).getFileName().toString();
    return name.substring(0, name.length() - ".yaml".length());
  }

  private void check(String agent, Definition<EvaluationCase> file, DefinitionProblems problems) {
    var expect = file.value().expect();
    var groups = new LinkedHashMap<String, Map<String, JsonNode>>();
    groups.put("classification", expect.classification());
    groups.put("routing", expect.routing());
    groups.put("text", expect.text());
    groups.forEach((group, conditions) ->
      conditions.forEach((pointer, expected) -> {
        var problem = Conditions.problem(pointer, expected);
        if (!problem.isEmpty()) {
          problems.add(file, "/expect/" + group, "'" + pointer + "' " + problem);
        }
      })
    );
    trials.inForce(agent).ifPresent(role -> {
      var recorded = file.value().recorded();
      for (int i = 0; i < recorded.size(); i++) {
        if (!role.tools().contains(recorded.get(i).tool())) {
          problems.add(
            file,
            "/recorded/" + i + "/tool",
            "the agent has no tool '" + recorded.get(i).tool() + "'"
          );
        }
      }
    });
  }
}
