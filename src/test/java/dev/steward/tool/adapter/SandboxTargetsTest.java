package dev.steward.tool.adapter;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.outbound.OutboundHttp;
import dev.steward.tool.contract.ContractSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

/** Two settings with one value would have a sandbox write in earnest. */
class SandboxTargetsTest {

  @TempDir
  private Path folder;

  @Test
  void refusesASandboxThatLeadsToProduction() throws IOException {
    contracts();

    assertThat(check("https://CRM.example.com", "https://crm.example.com:443/v2"))
      .singleElement(as(InstanceOfAssertFactories.STRING))
      .contains("leads to crm.example.com, which is production in");
    assertThat(check("https://sandbox.example.com", "https://crm.example.com")).isEmpty();
  }

  @Test
  void leavesSettingsAloneThatAreNotSet() throws IOException {
    contracts();

    assertThat(targets(new MockEnvironment())).isEmpty();
  }

  private List<String> check(String sandbox, String production) throws IOException {
    return targets(
      new MockEnvironment().withProperty("TRY", sandbox).withProperty("REAL", production)
    );
  }

  private List<String> targets(MockEnvironment settings) throws IOException {
    var outbound = new OutboundHttp();
    try {
      var http = new HttpAdapter(
        settings,
        outbound,
        new ClientTokens(settings, outbound),
        new ObjectMapper(),
        Clock.systemUTC()
      );
      return new SandboxTargets(new Adapters(List.of(http)))
        .problems(ContractSet.read(folder))
        .stream()
        .map(SandboxTargets.Problem::sentence)
        .toList();
    } finally {
      outbound.destroy();
    }
  }

  private void contracts() throws IOException {
    Files.writeString(
      folder.resolve("crm.note.yaml"),
      """
      name: crm.note
      description: Writes a note.
      owner: tests
      class: write
      reversible: true
      requires: crm:write
      audience: internal
      trust: trusted
      effect: keyed
      arguments: {type: object}
      result: {type: object}
      environments:
        sandbox: {http: {method: POST, url: "${TRY}/notes"}}
        production: {http: {method: POST, url: "${REAL}/notes"}}
      """
    );
  }
}
