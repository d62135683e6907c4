package dev.steward.tool.contract;

import dev.steward.json.DefinitionFiles;
import dev.steward.json.DefinitionFiles.Definition;
import dev.steward.json.DefinitionProblems;
import dev.steward.json.JsonSchema;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The tool contracts, read from {@code tools/*.yaml} at start. */
@Component
public class Contracts {

  private static final JsonSchema SCHEMA = JsonSchema.ofResource(
    "schemas/tool-contract.schema.json"
  );

  private final Map<String, Definition<Contract>> files = new TreeMap<>();
  private final Map<String, Tool> tools = new TreeMap<>();

  /** @throws dev.steward.problem.BrokenDefinitionException with file, line and reason of everything that is wrong */
  public Contracts(@Value("${steward.tools:tools}") Path folder) {
    var problems = new DefinitionProblems();
    for (var file : DefinitionFiles.read(folder, Contract.class, SCHEMA, problems)) {
      var other = files.putIfAbsent(file.value().name(), file);
      if (other != null) {
        problems.add(file, "/name", other.name() + " defines this tool too");
      }
    }
    files
      .values()
      .forEach(file ->
        new ContractCheck(file, files, problems, String.valueOf(folder.getFileName())).run()
      );
    problems.report();
    files.forEach((name, file) -> tools.put(name, tool(file)));
  }

  public Optional<Tool> find(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  public Collection<Tool> all() {
    return tools.values();
  }

  Collection<Definition<Contract>> files() {
    return files.values();
  }

  private static Tool tool(Definition<Contract> file) {
    var contract = file.value();
    return new Tool(
      contract,
      file.digest(),
      file.name(),
      JsonSchema.compile(contract.arguments()),
      JsonSchema.compile(contract.result())
    );
  }
}
