package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.database.TestDatabase;
import dev.steward.testing.StewardProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broken file stops the start with its name, the place and the reason, and nothing is deployed. */
class BrokenDefinitionsIT {

  @TempDir
  private Path folder;

  @Test
  void namesTheAgentFileAndWhatIsWrongInIt() throws Exception {
    Files.writeString(
      folder.resolve("fit-scorer.yaml"),
      "name: fit-scorer\nresponsibility: x\nmodel: gpt\ninstructions: x\ntools: [crm.fly]\noutput: {type: object}\n"
    );

    assertRefused(
      "steward.agents",
      "fit-scorer.yaml cannot be used",
      "steward.models.gpt",
      "there is no tool 'crm.fly'"
    );
  }

  @Test
  void namesTheProcessFileElementAndReason() throws Exception {
    var good = Files.readString(Path.of("processes/lead-outreach.bpmn"));
    Files.writeString(
      folder.resolve("good.bpmn"),
      good.replace("account-researcher", "nobody-knows")
    );

    assertRefused(
      "steward.definitions.processes",
      "good.bpmn cannot be used",
      "There is no agent 'nobody-knows'",
      "research-account"
    );
  }

  private void assertRefused(String property, String... messages) throws SQLException, IOException {
    var database = TestDatabase.fresh();
    var launch = StewardProcess.on(database)
      .with("steward.demo.leads", false)
      .with(property, folder);

    var thrown = assertThatThrownBy(() -> launch.start().close());

    for (var message : messages) {
      thrown.hasMessageContaining(message);
    }
    try (
      var connection = database.connect();
      var rows = connection.createStatement().executeQuery("SELECT count(*) FROM act_re_procdef")
    ) {
      rows.next();
      assertThat(rows.getInt(1)).isZero();
    }
  }
}
