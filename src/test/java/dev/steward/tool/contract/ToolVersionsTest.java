package dev.steward.tool.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.steward.audit.AuditTrail;
import dev.steward.catalogue.Catalogue;
import dev.steward.catalogue.Folders;
import dev.steward.catalogue.InForce;
import dev.steward.catalogue.Kind;
import dev.steward.catalogue.StoredDefinition;
import dev.steward.database.TestDatabase;
import dev.steward.json.DefinitionProblems;
import dev.steward.json.StoredJson;
import dev.steward.problem.BrokenDefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

@JdbcTest
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ImportAutoConfiguration(JacksonAutoConfiguration.class)
@ContextConfiguration(initializers = TestDatabase.class)
@Import({ StoredJson.class, Catalogue.class, Folders.class, ToolVersionsTest.Unaudited.class })
class ToolVersionsTest {

  @TestConfiguration
  static class Unaudited {

    @Bean
    AuditTrail trail() {
      return mock(AuditTrail.class);
    }

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }
  }

  @Autowired
  JdbcClient jdbc;

  @Autowired
  StoredJson json;

  @Autowired
  Catalogue catalogue;

  @Autowired
  Folders folders;

  @Autowired
  TransactionTemplate transaction;

  @TempDir
  private Path folder;

  @Test
  void keepsAContractThatHasChangedSince() throws IOException {
    var first = start("10s");
    start("10s");
    var second = start("20s");

    var versions = versions();

    assertThat(versions.find(first).orElseThrow().path("timeout").asText()).isEqualTo("10s");
    assertThat(versions.find(second).orElseThrow().path("timeout").asText()).isEqualTo("20s");
    assertThat(
      jdbc
        .sql("SELECT count(*) FROM tool_version WHERE name = 'crm.read'")
        .query(Integer.class)
        .single()
    ).isEqualTo(2);
    assertThat(versions.find("unknown")).isEmpty();
  }

  @Test
  void keepsWhatPeopleHaveStoredOverAStartUntilTheFileChanges() throws IOException {
    start("10s");
    var stored = store("15s");

    assertThat(start("10s")).isEqualTo(stored);

    var changed = start("20s");
    assertThat(changed).isNotEqualTo(stored);
    assertThat(start("20s")).isEqualTo(changed);
    assertThat(catalogue.versions(Kind.TOOL, "crm.read"))
      .first()
      .satisfies(version -> {
        assertThat(version.digest()).isEqualTo(changed);
        assertThat(version.file()).endsWith("crm.read.yaml");
        assertThat(version.changedBy()).isEqualTo("system");
      });
  }

  @Test
  void retiresAContractWhoseFileIsGoneButNoneThatPeopleHaveStored() throws IOException {
    start("10s");
    Files.delete(folder.resolve("crm.read.yaml"));
    assertThat(contracts().find("crm.read")).isEmpty();

    var stored = store("15s");
    assertThat(contracts().find("crm.read").orElseThrow().version()).isEqualTo(stored);
  }

  /** In transactions of its own, so that one can be rolled back. */
  @Test
  @Transactional(propagation = Propagation.NOT_SUPPORTED)
  void takesNothingOverWhereWhatWouldBeInForceDoesNotFitTogether() throws IOException {
    start("10s");
    Files.writeString(
      folder.resolve("crm.other.yaml"),
      text("10s")
        .replace("name: crm.read", "name: crm.other")
        .replace("timeout", "fallback: {tool: crm.read}\ntimeout")
    );
    contracts();
    Files.delete(folder.resolve("crm.read.yaml"));
    Files.writeString(
      folder.resolve("crm.fresh.yaml"),
      text("10s").replace("crm.read", "crm.fresh")
    );

    assertThatThrownBy(this::contracts)
      .isInstanceOf(BrokenDefinitionException.class)
      .hasMessageContaining("crm.other.yaml")
      .hasMessageContaining("there is no tool 'crm.read'");

    assertThat(catalogue.inForce(Kind.TOOL))
      .extracting(InForce::name)
      .containsExactly("crm.other", "crm.read");
    for (var table : List.of("definition_change", "definition_file", "tool_version")) {
      jdbc.sql("DELETE FROM " + table).update();
    }
  }

  @Test
  void retiresTheNameThatAFileNoLongerDefines() throws IOException {
    start("10s");
    Files.writeString(
      folder.resolve("crm.read.yaml"),
      text("10s").replace("crm.read", "crm.renamed")
    );

    assertThat(contracts().all()).extracting(Tool::name).containsExactly("crm.renamed");
  }

  private String store(String timeout) {
    var definition = ContractSet.parse(
      "crm.read",
      text(timeout),
      new DefinitionProblems()
    ).orElseThrow();
    transaction.executeWithoutResult(open ->
      catalogue.store(
        Kind.TOOL,
        StoredDefinition.of("crm.read", definition, definition.source()),
        "for a test",
        "operator"
      )
    );
    return definition.digest();
  }

  private String start(String timeout) throws IOException {
    Files.writeString(folder.resolve("crm.read.yaml"), text(timeout));
    return contracts().find("crm.read").orElseThrow().version();
  }

  private static String text(String timeout) {
    return """
    name: crm.read
    description: Reads a note.
    owner: sales
    class: read
    reversible: true
    requires: crm:read
    audience: internal
    trust: trusted
    effect: read
    timeout: %s
    arguments: {type: object}
    result: {type: object}
    """.formatted(timeout);
  }

  private Contracts contracts() {
    return new Contracts(folder, catalogue, folders, transaction);
  }

  private ToolVersions versions() {
    return new ToolVersions(jdbc, json);
  }
}
