package dev.steward.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.json.DefinitionFiles.Definition;
import dev.steward.problem.BrokenDefinitionException;
import dev.steward.problem.BrokenDefinitionException.BrokenFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is wrong with definition files, gathered so that their author learns of all of it at once. */
public final class DefinitionProblems {

  private final Map<String, List<Problem>> files = new TreeMap<>();

  /** @param line from 1 on; 0 where no line is to blame */
  private record Problem(int line, String text) {
    String withLine() {
      return line == 0 ? text : "line " + line + ": " + text;
    }
  }

  /** @param at JSON pointer to what is wrong, or would be there if it were not missing */
  public void add(Definition<?> file, String at, String reason) {
    add(file.name(), file.text(), file.source(), JsonPointer.compile(at), reason);
  }

  void add(String file, String text, JsonNode source, JsonPointer at, String reason) {
    var path = path(at, source);
    add(file, new Places(text).line(at), path.isEmpty() ? reason : path + ": " + reason);
  }

  void add(String file, int line, String text) {
    files.computeIfAbsent(file, name -> new ArrayList<>()).add(new Problem(line, text));
  }

  /** @param file with its folder */
  public boolean concern(String file) {
    return files.containsKey(file);
  }

  /** @throws BrokenDefinitionException where there is anything to tell, naming file, line and reason of each */
  public void report() {
    if (!files.isEmpty()) {
      throw new BrokenDefinitionException(
        files
          .entrySet()
          .stream()
          .map(file -> new BrokenFile(file.getKey(), texts(file.getValue())))
          .toList()
      );
    }
  }

  private static List<String> texts(List<Problem> problems) {
    return problems
      .stream()
      .sorted(Comparator.comparingInt(Problem::line))
      .map(Problem::withLine)
      .distinct()
      .toList();
  }

  /** As people write it: {@code rates[0].every}. */
  private static String path(JsonPointer at, JsonNode source) {
    var path = new StringBuilder();
    var node = source;
    for (var rest = at; !rest.matches(); rest = rest.tail()) {
      if (node.isArray()) {
        path.append('[').append(rest.getMatchingProperty()).append(']');
        node = node.path(rest.getMatchingIndex());
      } else {
        path.append(path.isEmpty() ? "" : ".").append(rest.getMatchingProperty());
        node = node.path(rest.getMatchingProperty());
      }
    }
    return path.toString();
  }
}
