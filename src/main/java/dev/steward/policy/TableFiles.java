package dev.steward.policy;

import dev.steward.json.CanonicalJson;
import dev.steward.problem.BrokenDefinitionException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.dmn.model.Decision;
import org.flowable.dmn.xml.converter.DmnXMLConverter;
import org.flowable.dmn.xml.exception.DmnXMLException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads a folder of decision tables and refuses those that could not be relied on. */
final class TableFiles {

  private TableFiles() {}

  /**
   * @param name with its folder, as its author knows it
   */
  record TableFile(
    String name,
    byte[] content,
    List<Decision> decisions,
    Map<String, String> descriptions
  ) {
    String digest() {
      return CanonicalJson.sha256(new String(content, StandardCharsets.UTF_8));
    }
  }

  /**
   * @throws BrokenDefinitionException naming file, place and reason; a missing folder holds no
   *     tables
   */
  static List<TableFile> read(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      var tables = files
        .filter(file -> file.toString().endsWith(".dmn"))
        .sorted()
        .map(file -> read(file, folder.getFileName() + "/" + file.getFileName()))
        .toList();
      refuseSameKeys(tables);
      return tables;
    } catch (IOException e) {
      throw new BrokenDefinitionException(
        folder.toString(),
        List.of("the folder cannot be read: " + e.getMessage())
      );
    }
  }

  private static TableFile read(Path file, String name) {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BrokenDefinitionException(name, List.of("it cannot be read: " + e.getMessage()));
    }
    return parse(name, content);
  }

  /** @throws BrokenDefinitionException naming place and reason */
  static TableFile parse(String name, byte[] content) {
    try {
      // First, since it tells line and column of what is not well-formed.
      var descriptions = RuleDescriptions.read(content);
      var decisions = decisions(name, content, descriptions);
      return new TableFile(name, content, decisions, descriptions);
    } catch (SAXException | DmnXMLException | FlowableException e) {
      throw new BrokenDefinitionException(name, List.of(reason(e)));
    }
  }

  private static List<Decision> decisions(
    String name,
    byte[] content,
    Map<String, String> descriptions
  ) {
    var definition = new DmnXMLConverter().convertToDmnModel(
      () -> new ByteArrayInputStream(content),
      true,
      true
    );
    var problems = new ArrayList<String>();
    if (definition.getDecisions().isEmpty() || !definition.getDecisionServices().isEmpty()) {
      problems.add("it must hold decision tables, and no decision services");
    }
    for (var decision : definition.getDecisions()) {
      problems.addAll(TableCheck.problems(decision, descriptions));
    }
    if (!problems.isEmpty()) {
      throw new BrokenDefinitionException(name, problems);
    }
    return definition.getDecisions();
  }

  private static String reason(Throwable e) {
    for (
      @Nullable
      Throwable cause = e;
      cause != null;
      cause = cause.getCause()
    ) {
      if (cause instanceof SAXParseException at) {
        return "line %d, column %d: %s".formatted(
          at.getLineNumber(),
          at.getColumnNumber(),
          at.getMessage()
        );
      }
    }
    return "it is no DMN 1.1 to 1.3: " + e.getMessage();
  }

  /** The engine would take one for a new version of the other. */
  private static void refuseSameKeys(List<TableFile> files) {
    var seen = new HashMap<String, String>();
    for (var file : files) {
      for (var decision : file.decisions()) {
        var other = seen.put(decision.getId(), file.name());
        if (other != null) {
          throw new BrokenDefinitionException(
            file.name(),
            List.of("decision '%s' is already in %s".formatted(decision.getId(), other))
          );
        }
      }
    }
  }
}
