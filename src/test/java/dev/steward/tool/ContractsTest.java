package dev.steward.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.problem.BrokenDefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractsTest {

  private static final String GOOD = """
  name: crm.note
  description: Writes a note.
  owner: sales
  class: write
  reversible: true
  requires: crm:write
  audience: internal
  trust: trusted
  effect: keyed
  timeout: 3s
  arguments: {type: object, properties: {text: {type: string}}}
  result: {type: object}
  """;

  @TempDir
  private Path folder;

  @Test
  void readsAContractAndKnowsItsVersion() throws IOException {
    write("crm.note.yaml", GOOD);

    var tool = new Contracts(folder).find("crm.note").orElseThrow();

    assertThat(tool.contract().timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(tool.contract().retry().attempts()).isEqualTo(1);
    assertThat(tool.version()).hasSize(64);
  }

  @Test
  void namesFileLineAndReasonOfBrokenYaml() throws IOException {
    write("crm.note.yaml", "name: crm.note\nowner: x\ndescription: [a, {b\n");

    assertBroken("crm.note.yaml", "line 3");
  }

  @Test
  void namesAnUnknownPropertyAndAnUnknownValue() throws IOException {
    write("crm.note.yaml", GOOD + "retries: 3\n");
    assertBroken("crm.note.yaml", "retries");
    write("crm.note.yaml", GOOD.replace("class: write", "class: writes"));
    assertBroken("crm.note.yaml", "class: 'writes' is not accepted", "approval-required");
  }

  @Test
  void namesEveryMissingProperty() throws IOException {
    write("crm.note.yaml", "name: crm.note\n");

    assertBroken(
      "crm.note.yaml",
      "description is missing",
      "arguments is missing",
      "requires is missing"
    );
  }

  @Test
  void refusesASchemaThatIsNone() throws IOException {
    write("crm.note.yaml", GOOD.replace("{type: string}", "{type: text}"));

    assertBroken("crm.note.yaml", "arguments:");
  }

  @Test
  void refusesReferencesToToolsThatDoNotExist() throws IOException {
    write("crm.note.yaml", GOOD + "compensation: crm.unnote\n");

    assertBroken("crm.note.yaml", "there is no tool 'crm.unnote'");
  }

  @Test
  void refusesTwoFilesOfOneName() throws IOException {
    write("a.yaml", GOOD);
    write("b.yaml", GOOD);

    assertBroken("b.yaml", "crm.note");
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), content);
  }

  private void assertBroken(String file, String... reasons) {
    var thrown = assertThatThrownBy(() -> new Contracts(folder)).isInstanceOf(
      BrokenDefinitionException.class
    );
    thrown.hasMessageContaining(file);
    for (var reason : reasons) {
      thrown.hasMessageContaining(reason);
    }
  }
}
