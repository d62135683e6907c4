package dev.steward.tool.adapter.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.tool.adapter.mcp.Lines.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

  @Test
  void readsLinesAndTheUnfinishedLast() throws IOException {
    assertThat(read("a\n\nüb\nc", 100)).containsExactly(
      new Line("a", true),
      new Line("", true),
      new Line("üb", true),
      new Line("c", true)
    );
  }

  @Test
  void keepsBeginningAndEndOfALineThatIsTooLong() throws IOException {
    var lines = read("{head" + "x".repeat(50_000) + "tail}\nnext\n", 20_000);

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().whole()).isFalse();
    assertThat(lines.getFirst().text()).startsWith("{head").endsWith("tail}").hasSize(512);
    assertThat(lines.getLast()).isEqualTo(new Line("next", true));
  }

  @Test
  void holdsALineOfJustTheSizeAllowed() throws IOException {
    assertThat(read("x".repeat(20_000) + "\n", 20_000)).containsExactly(
      new Line("x".repeat(20_000), true)
    );
  }

  private static List<Line> read(String text, int largest) throws IOException {
    var read = new ArrayList<Line>();
    try (
      var lines = new Lines(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        largest
      )
    ) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        read.add(line);
      }
    }
    return read;
  }
}
