package dev.steward.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.problem.BrokenDefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class DefinitionFilesTest {

  @TempDir
  private Path folder;

  private record Station(String name, Duration stop, DataSize log, List<Track> tracks) {}

  private record Track(int number, Side side) {}

  private enum Side {
    LEFT,
    RIGHT,
  }

  @BeforeEach
  void ignoresOtherFiles() throws IOException {
    write("README.md", "no definition");
  }

  @Test
  void readsEveryFileOfAFolder() throws IOException {
    write(
      "b.yaml",
      "# The last one\nname: B\nstop: 1d\nlog: 64KB\ntracks: [{number: 1, side: LEFT}]\n"
    );
    write("a.yaml", "name: A\n");

    var stations = DefinitionFiles.read(folder, Station.class);

    assertThat(stations)
      .extracting(file -> file.value().name())
      .containsExactly("A", "B");
    assertThat(stations.getLast().value().stop()).isEqualTo(Duration.ofDays(1));
    assertThat(stations.getLast().value().log()).isEqualTo(DataSize.ofKilobytes(64));
    assertThat(stations.getLast().source().at("/tracks/0/side").asText()).isEqualTo("LEFT");
    assertThat(stations.getFirst().digest()).isNotEqualTo(stations.getLast().digest());
    assertThat(DefinitionFiles.read(folder.resolve("missing"), Station.class)).isEmpty();
  }

  @Test
  void namesFileLinePlaceAndReasonInEveryBrokenFile() throws IOException {
    write("a.yaml", "# A comment\nname: A\ntracks:\n- number: 1\n- number: 2\n  side: MIDDLE\n");
    write("b.yaml", "name: B\nstop: a while\n");
    write("c.yaml", "name: C\nlog: much\n");
    write("d.yaml", "name: D\ncolour: red\n");
    write("e.yaml", "name: E\nname: F\n");
    write("f.yaml", "name: F\ntracks: [{\n");
    write("g.yaml", "- name: G\n");
    write("h.yaml", "");
    write("i.yaml", "name: I\n---\nname: J\n");

    assertBroken(
      "a.yaml: line 6: tracks[1].side: 'MIDDLE' is not accepted; it must be one of [LEFT, RIGHT]",
      "b.yaml: line 2: stop: 'a while' is no duration such as 10s",
      "c.yaml: line 2: log: 'much' is no size such as 64KB",
      "d.yaml: line 2: colour: is not known here; known are [log, name, stop, tracks]",
      "e.yaml: line 2: Duplicate field 'name'",
      "f.yaml: line ",
      "g.yaml: it defines nothing",
      "h.yaml: it defines nothing",
      "i.yaml: line "
    );
  }

  private void assertBroken(String... problems) {
    var thrown = assertThatThrownBy(() -> DefinitionFiles.read(folder, Station.class)).isInstanceOf(
      BrokenDefinitionException.class
    );
    for (var problem : problems) {
      thrown.hasMessageContaining(folder.getFileName() + "/" + problem);
    }
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), content);
  }
}
