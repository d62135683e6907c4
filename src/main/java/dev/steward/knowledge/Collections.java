package dev.steward.knowledge;

import dev.steward.json.DefinitionFiles;
import dev.steward.json.DefinitionFiles.Definition;
import dev.steward.json.DefinitionProblems;
import dev.steward.json.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The collections of {@code knowledge/}. Their boundaries are in the database, where retrieval is confined by them. */
@Component
class Collections {

  static final String FILE = "collection.yaml";

  private final SortedMap<String, DocumentCollection> all = new TreeMap<>();

  /** @throws dev.steward.problem.BrokenDefinitionException with file, line and reason of everything that is wrong */
  Collections(
    KnowledgeProperties properties,
    CollectionRows rows,
    TransactionTemplate transaction
  ) {
    var problems = new DefinitionProblems();
    for (var definition : read(properties.folder(), problems)) {
      check(definition, properties, problems);
      all.put(definition.value().name(), definition.value());
    }
    problems.report();
    transaction.executeWithoutResult(open -> rows.takeOver(all.values()));
  }

  Collection<DocumentCollection> all() {
    return all.values();
  }

  Optional<DocumentCollection> find(String name) {
    return Optional.ofNullable(all.get(name));
  }

  private static List<Definition<DocumentCollection>> read(
    Path folder,
    DefinitionProblems problems
  ) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var schema = JsonSchema.ofResource("schemas/knowledge-collection.schema.json");
    try (var folders = Files.list(folder)) {
      return folders
        .filter(each -> Files.isRegularFile(each.resolve(FILE)))
        .sorted()
        .flatMap(each -> read(each, schema, problems).stream())
        .toList();
    } catch (IOException e) {
      problems.add(folder.toString(), 0, "the folder cannot be read");
      return List.of();
    }
  }

  private static Optional<Definition<DocumentCollection>> read(
    Path folder,
    JsonSchema schema,
    DefinitionProblems problems
  ) {
    var name = folder.getFileName() + "/" + FILE;
    try {
      return DefinitionFiles.parse(
        name,
        Files.readString(folder.resolve(FILE)),
        DocumentCollection.class,
        schema,
        problems
      );
    } catch (IOException e) {
      problems.add(name, 0, "it cannot be read");
      return Optional.empty();
    }
  }

  private static void check(
    Definition<DocumentCollection> definition,
    KnowledgeProperties properties,
    DefinitionProblems problems
  ) {
    var collection = definition.value();
    if (!definition.name().equals(collection.name() + "/" + FILE)) {
      problems.add(definition, "/name", "must be the name of the folder");
    }
    var database = collection.database();
    if (database != null && !properties.databases().containsKey(database.connection())) {
      problems.add(
        definition,
        "/database/connection",
        "there is no database under steward.knowledge.databases." + database.connection()
      );
    }
  }
}
