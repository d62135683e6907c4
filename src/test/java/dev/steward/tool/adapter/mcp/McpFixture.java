package dev.steward.tool.adapter.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.json.DefinitionFiles;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Mandate;
import dev.steward.process.spi.WorkContext;
import dev.steward.tool.adapter.Answer;
import dev.steward.tool.adapter.Order;
import dev.steward.tool.contract.Contract;
import dev.steward.tool.contract.McpTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** An adapter and the servers it knows. Calls are pinned to what the server says at that moment, unless a test pins otherwise. */
final class McpFixture implements AutoCloseable {

  static final Duration PATIENT = Duration.ofSeconds(30);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final McpServers servers;
  private final McpAdapter adapter;

  McpFixture(Map<String, McpProperties.Server> settings) {
    servers = new McpServers(new McpProperties(settings), Clock.systemUTC());
    adapter = new McpAdapter(servers, Clock.systemUTC());
  }

  static McpProperties.Server command(String command, String... arguments) {
    return new McpProperties.Server(
      command,
      List.of(arguments),
      Map.of("GREETING", "hello"),
      null,
      Map.of(),
      PATIENT,
      DataSize.ofMegabytes(4)
    );
  }

  static McpProperties.Server url(URI url) {
    return new McpProperties.Server(
      null,
      List.of(),
      Map.of(),
      url,
      Map.of("X-Test", "yes"),
      PATIENT,
      DataSize.ofMegabytes(4)
    );
  }

  McpAdapter adapter() {
    return adapter;
  }

  McpImport imports() {
    return new McpImport(servers);
  }

  Answer call(String server, String tool, String arguments) {
    return call(pinned(server, tool), arguments, PATIENT);
  }

  /** @param arguments with single quotes */
  Answer call(McpTarget target, String arguments, Duration timeout) {
    return adapter.call(target, order(json(arguments), timeout));
  }

  McpTarget pinned(String server, String tool) {
    var deadline = Deadline.in(PATIENT);
    try {
      var tools = servers.find(server).orElseThrow().connection(deadline).listing(deadline).tools();
      return new McpTarget(server, tool, Objects.requireNonNull(tools.get(tool)).digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static Answer.Success success(String body) {
    return new Answer.Success(json(body));
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Order order(JsonNode arguments, Duration timeout) {
    return new Order(contract(timeout), arguments, "key-1", context("sandbox"), Labels.NONE, null);
  }

  private static WorkContext context(String environment) {
    @Nullable
    String none = null;
    return new WorkContext(
      "test",
      1,
      "instance",
      "execution",
      "activity",
      "Activity",
      none,
      none,
      environment,
      "unclassified",
      "standard",
      Labels.NONE,
      Mandate.of("app"),
      false
    );
  }

  private static Contract contract(Duration timeout) {
    try {
      var folder = Files.createTempDirectory("contract");
      var file = folder.resolve("test.tool.yaml");
      Files.writeString(
        file,
        """
        name: test.tool
        description: A tool of an MCP server
        owner: tests
        class: write
        reversible: false
        requires: test:use
        audience: external
        trust: untrusted
        effect: irreversible
        arguments: {type: object}
        result: {type: object}
        timeout: %dms
        """.formatted(timeout.toMillis())
      );
      var contract = DefinitionFiles.read(folder, Contract.class).getFirst().value();
      Files.delete(file);
      Files.delete(folder);
      return contract;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      servers.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
