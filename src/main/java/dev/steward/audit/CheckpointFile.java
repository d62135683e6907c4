package dev.steward.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The checkpoints once more, outside of the database: one that was wiped or set back contradicts it. */
@Component
class CheckpointFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  CheckpointFile(AuditProperties properties) {
    this.file = properties.directory().resolve("checkpoints.jsonl");
  }

  Path path() {
    return file;
  }

  /** In their order; none without a file. What a crash has left of a line is passed over. */
  <T> T read(Function<Stream<JsonNode>, T> reader) {
    if (!Files.exists(file)) {
      return reader.apply(Stream.empty());
    }
    try (var lines = Files.lines(file)) {
      return reader.apply(lines.map(CheckpointFile::parsed).filter(line -> line.has("number")));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** Also by other nodes on this machine, one at a time. */
  synchronized void append(Missing missing) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (
        var channel = FileChannel.open(
          file,
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.APPEND
        );
        var lock = channel.lock()
      ) {
        var last = read(lines -> lines.reduce((before, line) -> line));
        var text = new StringBuilder();
        missing.after(last).forEach(checkpoint -> text.append('\n').append(checkpoint.line()));
        if (!text.isEmpty()) {
          text.append('\n');
          Channels.newOutputStream(channel).write(text.toString().getBytes(StandardCharsets.UTF_8));
          channel.force(false);
        }
        lock.release();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** What the file lacks, by its last line. */
  interface Missing {
    List<Checkpoint> after(Optional<JsonNode> line);
  }
}
