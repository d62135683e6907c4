package dev.steward.tool.adapter;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.outbound.OutboundHttp;
import dev.steward.problem.BrokenDefinitionException;
import dev.steward.tool.contract.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
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

    assertThatThrownBy(() -> check("https://CRM.example.com", "https://crm.example.com:443/v2"))
      .isInstanceOf(BrokenDefinitionException.class)
      .hasMessageContaining("leads to crm.example.com, which is production in");
    assertThatCode(() ->
      check("https://sandbox.example.com", "https://crm.example.com")
    ).doesNotThrowAnyException();
  }

  @Test
  void leavesSettingsAloneThatAreNotSet() throws IOException {
    contracts();

    assertThatCode(() -> targets(new MockEnvironment())).doesNotThrowAnyException();
  }

  private void check(String sandbox, String production) throws IOException {
    targets(new MockEnvironment().withProperty("TRY", sandbox).withProperty("REAL", production));
  }

  private void targets(MockEnvironment settings) throws IOException {
    var outbound = new OutboundHttp();
    try {
      var http = new HttpAdapter(
        settings,
        outbound,
        new ClientTokens(settings, outbound),
        new ObjectMapper(),
        Clock.systemUTC()
      );
      new SandboxTargets(
        new Contracts(folder),
        new Adapters(List.of(http))
      ).afterSingletonsInstantiated();
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
