package dev.steward.tool.adapter.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.json.DefinitionFiles;
import dev.steward.tool.contract.Contract;
import dev.steward.tool.contract.Effect;
import dev.steward.tool.contract.McpTarget;
import dev.steward.tool.contract.ToolClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class McpImportTest {

  @TempDir
  private Path folder;

  @Test
  void trustsAToolWithNothingAtFirst() throws IOException {
    var contract = imported("{'name': 'send_mail', 'inputSchema': {'type': 'object'}}");

    assertThat(contract.name()).isEqualTo("mail.send-mail");
    assertThat(contract.toolClass()).isEqualTo(ToolClass.APPROVAL_REQUIRED);
    assertThat(contract.effect()).isEqualTo(Effect.IRREVERSIBLE);
    assertThat(contract.trust()).isEqualTo(Contract.Trust.UNTRUSTED);
    assertThat(contract.reversible()).isFalse();
    assertThat(contract.requires()).isEqualTo("mail:use");
    assertThat(contract.owner()).isEqualTo("back-office");
    assertThat(
      Objects.requireNonNull(contract.environments().get("sandbox")).target()
    ).isInstanceOfSatisfying(McpTarget.class, target -> assertThat(target.digest()).hasSize(64));
  }

  @Test
  void takesAServersWordForWhatOnlyReads() throws IOException {
    var reading = imported(
      "{'name': 'find', 'inputSchema': {'type': 'object'}, 'annotations': {'readOnlyHint': true}}"
    );
    assertThat(reading.toolClass()).isEqualTo(ToolClass.READ);
    assertThat(reading.effect()).isEqualTo(Effect.READ);

    var repeatable = imported(
      "{'name': 'put', 'inputSchema': {'type': 'object'}, 'annotations': {'idempotentHint': true}}"
    );
    assertThat(repeatable.toolClass()).isEqualTo(ToolClass.APPROVAL_REQUIRED);
    assertThat(repeatable.effect()).isEqualTo(Effect.IDEMPOTENT);
  }

  @Test
  void keepsTextsAsTheyAre() throws IOException {
    var description = "Reads: a # b\\n\\n  - 'yes', 1e3, {x}\\n...\\n---\\nname: other ";
    var contract = imported(
      "{'name': 'a', 'description': '" +
        description.replace("'", "\\u0027") +
        "', 'inputSchema': {'type': 'object', 'properties': {'on': {'enum': ['no', '1e3', '012', '']}}}}"
    );

    assertThat(contract.description()).isEqualTo(
      "Reads: a # b\n\n  - 'yes', 1e3, {x}\n...\n---\nname: other "
    );
    assertThat(contract.arguments()).isEqualTo(
      McpFixture.json(
        "{'type': 'object', 'properties': {'on': {'enum': ['no', '1e3', '012', '']}}}"
      )
    );
  }

  @Test
  void leavesOutTheDialectAndSaysWhatIsToBeMended() throws IOException {
    assertThat(
      draft(
        "{'name': 'a', 'inputSchema': {'$schema': 'http://json-schema.org/draft-07/schema#', 'type': 'object'}}"
      )
    ).doesNotContain("draft-07");
    assertThat(
      draft(
        "{'name': 'a', 'inputSchema': {'type': 'object', 'properties': {'x': {'type': 'text'}}}}"
      )
    ).contains("# To be mended in arguments: /properties/x/type");
  }

  @Test
  void makesNamesOfItsOwnOfTheServers() {
    assertThat(McpImport.name("crm", "getLeadById")).isEqualTo("crm.get-lead-by-id");
    assertThat(McpImport.name("crm", "admin.list_all")).isEqualTo("crm.admin-list-all");
    assertThat(McpImport.name("crm", "2fa")).isEqualTo("crm.tool-2fa");
  }

  @Test
  void pinsWhatAModelWouldBeTold() {
    var digest = digest("{'name': 'a', 'description': 'x', 'inputSchema': {'type': 'object'}}");

    assertThat(
      digest("{'inputSchema': {'type': 'object'}, 'description': 'x', 'name': 'a', 'title': 'A'}")
    ).isEqualTo(digest);
    assertThat(
      digest("{'name': 'a', 'description': 'y', 'inputSchema': {'type': 'object'}}")
    ).isNotEqualTo(digest);
    // Some keyword that no Java type of the SDK knows.
    assertThat(
      digest("{'name': 'a', 'description': 'x', 'inputSchema': {'type': 'object', 'not': {}}}")
    ).isNotEqualTo(digest);
  }

  private static String digest(String tool) {
    return ListedTool.of(McpFixture.json(tool)).digest();
  }

  private static String draft(String tool) {
    var listed = ListedTool.of(McpFixture.json(tool));
    return McpImport.draft("mail", McpImport.name("mail", listed.name()), listed, "back-office");
  }

  private Contract imported(String tool) throws IOException {
    Files.writeString(folder.resolve("drafted.yaml"), draft(tool));
    return DefinitionFiles.read(folder, Contract.class).getFirst().value();
  }
}
