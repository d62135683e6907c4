package dev.steward.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that reads commands and answers each with one line of JSON; what else it has to say goes to a log file. It ends when
 * its input does.
 */
final class Child implements AutoCloseable {

  private static final Path LOGS = Path.of("target/benchmark/logs");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Process process;
  private final BufferedReader answers;
  private final Writer commands;

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
  }

  static Child start(
    String name,
    Path directory,
    Map<String, String> environment,
    List<String> command
  ) throws IOException {
    Files.createDirectories(LOGS);
    var builder = new ProcessBuilder(command)
      .directory(directory.toFile())
      .redirectError(ProcessBuilder.Redirect.appendTo(LOGS.resolve(name + ".log").toFile()));
    builder.environment().putAll(environment);
    return new Child(name, builder.start());
  }

  JsonNode ask(String command) throws IOException {
    commands.write(command + "\n");
    commands.flush();
    return answer();
  }

  /** Waits for the next line of JSON. */
  JsonNode answer() throws IOException {
    for (var line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith("{")) {
        return JSON.readTree(line);
      }
    }
    throw new IOException(name + " has ended; see " + LOGS.resolve(name + ".log"));
  }

  long processId() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    commands.close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
