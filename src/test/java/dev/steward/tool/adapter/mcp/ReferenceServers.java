package dev.steward.tool.adapter.mcp;

import dev.steward.testing.Npm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The servers that the makers of the protocol publish on npm, unmodified, in the versions of {@code src/test/mcp}. */
final class ReferenceServers {

  private static final Path INSTALLED = Path.of("target/mcp");

  private ReferenceServers() {}

  static void install() throws IOException {
    Npm.install(Path.of("src/test/mcp"), INSTALLED);
  }

  static McpProperties.Server everything() {
    return McpFixture.command("node", program("server-everything"), "stdio");
  }

  static McpProperties.Server filesystem(Path folder) {
    return McpFixture.command("node", program("server-filesystem"), folder.toString());
  }

  /** server-everything as a process of the test, reached by HTTP. */
  static final class Everything implements AutoCloseable {

    private final int port = freePort();
    private Process process = start();

    URI url() {
      return URI.create("http://127.0.0.1:" + port + "/mcp");
    }

    void kill() {
      process.destroyForcibly();
      await(process);
    }

    void startAgain() {
      process = start();
    }

    private Process start() {
      try {
        var builder = new ProcessBuilder(
          "node",
          program("server-everything"),
          "streamableHttp"
        ).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PORT", Integer.toString(port));
        var started = builder.start();
        var said = started.errorReader();
        for (var line = said.readLine(); line != null; line = said.readLine()) {
          if (line.contains("listening on port")) {
            drain(said);
            return started;
          }
        }
        throw new IllegalStateException("The server ended before it listened");
      } catch (IOException e) {
        throw new IllegalStateException("Node 20.15 or newer is needed on the PATH", e);
      }
    }

    @Override
    public void close() {
      process.destroy();
      await(process);
    }

    private static void await(Process process) {
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }

    /** A full pipe would bring the server to a stop. */
    private static void drain(BufferedReader output) {
      Thread.ofPlatform()
        .daemon()
        .name("everything-output")
        .start(() -> output.lines().forEach(line -> {}));
    }

    private static int freePort() {
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static String program(String name) {
    return INSTALLED.resolve("node_modules/@modelcontextprotocol")
      .resolve(name)
      .resolve("dist/index.js")
      .toAbsolutePath()
      .toString();
  }
}
