package dev.steward.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of types in docs/audit.md is for people who cannot read the code. */
class EntryTypesTest {

  private static final Pattern LITERAL = Pattern.compile(
    "\"([a-z]+(?:-[a-z]+)*\\.[a-z]+(?:-[a-z]+)*)\""
  );
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[a-z-]+\\.[^|]*) \\|");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final Pattern RECORDING = Pattern.compile(
    "\\b(AuditEntry|AuditTrail|TaskAudit)\\b"
  );

  /** A file's name, in a class that records something as well. */
  private static final Set<String> OTHERS = Set.of("table.dmn");
  /** Put together from the kinds of the catalogue. */
  private static final Set<String> COMPOSED = Set.of("agent.changed", "tool.changed");

  @Test
  void areAllInTheTableForAuditorsAndNoOthers() throws IOException {
    var recorded = new TreeSet<>(COMPOSED);
    try (var files = Files.walk(Path.of("src/main/java"))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        var source = Files.readString(file);
        if (RECORDING.matcher(source).find()) {
          LITERAL.matcher(source)
            .results()
            .map(found -> found.group(1))
            .forEach(recorded::add);
        }
      }
    }
    recorded.removeAll(OTHERS);

    assertThat(documented()).containsExactlyElementsOf(recorded);
  }

  private static Set<String> documented() throws IOException {
    return ROW.matcher(Files.readString(Path.of("docs/audit.md")))
      .results()
      .flatMap(row -> NAME.matcher(row.group(1)).results())
      .map((MatchResult name) -> name.group(1))
      .collect(Collectors.toCollection(TreeSet::new));
  }
}
