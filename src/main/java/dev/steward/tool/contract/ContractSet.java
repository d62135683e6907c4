package dev.steward.tool.contract;

import dev.steward.json.DefinitionFiles;
import dev.steward.json.DefinitionFiles.Definition;
import dev.steward.json.DefinitionProblems;
import dev.steward.json.JsonSchema;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Contracts that fit each other, at one moment; another moment is another object. */
public final class ContractSet {

  static final JsonSchema SCHEMA = JsonSchema.ofResource("schemas/tool-contract.schema.json");

  private final Map<String, Definition<Contract>> definitions;
  private final Map<String, Tool> tools = new TreeMap<>();

  private ContractSet(Map<String, Definition<Contract>> definitions) {
    this.definitions = definitions;
    definitions.forEach((name, definition) -> tools.put(name, tool(definition)));
  }

  /**
   * What a folder alone would be.
   *
   * @throws dev.steward.problem.BrokenDefinitionException with file, line and reason of everything that is wrong
   */
  public static ContractSet read(Path folder) {
    var problems = new DefinitionProblems();
    var set = of(files(folder, problems), folder, problems);
    problems.report();
    return set.orElseThrow();
  }

  /** @return the contracts of all files that can be read */
  static List<Definition<Contract>> files(Path folder, DefinitionProblems problems) {
    return DefinitionFiles.read(folder, Contract.class, SCHEMA, problems);
  }

  static Optional<Definition<Contract>> parse(
    String place,
    String text,
    DefinitionProblems problems
  ) {
    return DefinitionFiles.parse(place, text, Contract.class, SCHEMA, problems);
  }

  /** @return empty where there are problems, also with what was read before */
  static Optional<ContractSet> of(
    Collection<Definition<Contract>> definitions,
    Path folder,
    DefinitionProblems problems
  ) {
    var all = new TreeMap<String, Definition<Contract>>();
    for (var definition : definitions) {
      var other = all.putIfAbsent(definition.value().name(), definition);
      if (other != null) {
        problems.add(definition, "/name", other.name() + " defines this tool too");
      }
    }
    all
      .values()
      .forEach(definition ->
        new ContractCheck(definition, all, problems, String.valueOf(folder.getFileName())).run()
      );
    return problems.isEmpty() ? Optional.of(new ContractSet(all)) : Optional.empty();
  }

  public Optional<Tool> find(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  /** In the order of their names. */
  public Collection<Tool> all() {
    return tools.values();
  }

  /** With another in the place of that of its name. */
  Collection<Definition<Contract>> with(Definition<Contract> other) {
    var all = new TreeMap<>(definitions);
    all.put(other.value().name(), other);
    return all.values();
  }

  private static Tool tool(Definition<Contract> definition) {
    var contract = definition.value();
    return new Tool(
      contract,
      definition.digest(),
      definition.name(),
      JsonSchema.compile(contract.arguments()),
      JsonSchema.compile(contract.result())
    );
  }
}
