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
import java.util.stream.Stream;

/** What is wrong with definition files, gathered so that their author learns of all of it at once. */
public final class DefinitionProblems {

  private final Map<String, List<Problem>> files = new TreeMap<>();

  /**
   * @param line from 1 on; 0 where no line is to blame
   * @param place of what is wrong, as people write it
   */
  private record Problem(int line, JsonPointer at, String place, String reason) {
    String withLine() {
      var text = place.isEmpty() ? reason : place + ": " + reason;
      return line == 0 ? text : "line " + line + ": " + text;
    }

    DefinitionFinding finding() {
      return new DefinitionFinding(
        DefinitionFinding.Severity.ERROR,
        at.toString(),
        line == 0 ? null : line,
        reason
      );
    }
  }

  /** @param at JSON pointer to what is wrong, or would be there if it were not missing */
  public void add(Definition<?> file, String at, String reason) {
    add(file.name(), file.text(), file.source(), JsonPointer.compile(at), reason);
  }

  void add(String file, String text, JsonNode source, JsonPointer at, String reason) {
    add(file, new Problem(new Places(text).line(at), at, path(at, source), reason));
  }

  public void add(String file, int line, String text) {
    add(file, new Problem(line, JsonPointer.empty(), "", text));
  }

  private void add(String file, Problem problem) {
    files.computeIfAbsent(file, name -> new ArrayList<>()).add(problem);
  }

  public boolean isEmpty() {
    return files.isEmpty();
  }

  /** @param file with its folder */
  public boolean concern(String file) {
    return files.containsKey(file);
  }

  /**
   * What is wrong with one definition, and behind it what that would make wrong with others.
   *
   * @param file as {@link Definition#name()} has it
   */
  public List<DefinitionFinding> findings(String file) {
    return Stream.concat(
      files
        .getOrDefault(file, List.of())
        .stream()
        .sorted(Comparator.comparingInt(Problem::line))
        .map(Problem::finding),
      files
        .entrySet()
        .stream()
        .filter(other -> !other.getKey().equals(file))
        .flatMap(other ->
          texts(other.getValue())
            .stream()
            .map(text ->
              new DefinitionFinding(
                DefinitionFinding.Severity.ERROR,
                "",
                null,
                "%s could not be used any more: %s".formatted(other.getKey(), text)
              )
            )
        )
    )
      .distinct()
      .toList();
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
