package dev.steward.process.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RuleTest {

  @Test
  void eachIsExplainedWithReasonAndRemedyAndNoOtherIs() throws IOException {
    var text = Files.readString(Path.of("docs/deployments.md"));
    var documented = Pattern.compile("^\\| `([a-z-]+)` \\| [^|]+ \\| [^|]+ \\|$", Pattern.MULTILINE)
      .matcher(text)
      .results()
      .map(row -> row.group(1))
      .toList();

    List<String> rules = Arrays.stream(Rule.values()).map(Rule::id).toList();
    assertThat(documented).containsExactlyInAnyOrderElementsOf(rules);
  }
}
