package dev.steward.tool.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.database.TestDatabase;
import dev.steward.json.StoredJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

@JdbcTest
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ImportAutoConfiguration(JacksonAutoConfiguration.class)
@ContextConfiguration(initializers = TestDatabase.class)
@Import(StoredJson.class)
class ToolVersionsTest {

  @Autowired
  JdbcClient jdbc;

  @Autowired
  StoredJson json;

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

  private String start(String timeout) throws IOException {
    Files.writeString(
      folder.resolve("crm.read.yaml"),
      """
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
      """.formatted(timeout)
    );
    versions();
    return new Contracts(folder).find("crm.read").orElseThrow().version();
  }

  private ToolVersions versions() {
    return new ToolVersions(new Contracts(folder), jdbc, json, Clock.systemUTC());
  }
}
