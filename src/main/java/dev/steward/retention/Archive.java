package dev.steward.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Bundles by the month in which their instances ended, each folder with the digests of its files, as {@code sha256sum -c} reads them. */
@Component
class Archive {

  private static final String INDEX = "SHA256SUMS";
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy/MM").withZone(
    ZoneOffset.UTC
  );

  private final Path directory;

  Archive(ArchiveProperties properties) {
    this.directory = properties.directory().toAbsolutePath().normalize();
  }

  /** @param path below the archive's directory */
  record Kept(String path, String sha256, long bytes) {}

  /**
   * On disk, with its digest in the index, when this returns; to do it again changes nothing. By one at a time.
   *
   * @throws IOException where it is not safely kept
   */
  Kept keep(String name, Instant ended, byte[] content) throws IOException {
    var path = MONTH.format(ended) + "/" + name;
    var file = directory.resolve(path);
    var folder = file.resolveSibling("");
    Files.createDirectories(folder);
    var digest = sha256(content);
    boolean repeated = Files.exists(file);
    if (!repeated || !Arrays.equals(Files.readAllBytes(file), content)) {
      replace(file, content);
    }
    var line = digest + "  " + name;
    var index = folder.resolve(INDEX);
    if (repeated && Files.exists(index)) {
      try (var lines = Files.lines(index)) {
        var others = lines.filter(each -> !each.endsWith("  " + name));
        replace(index, text(Stream.concat(others, Stream.of(line)).toArray(String[]::new)));
      }
    } else {
      append(index, text(line));
    }
    return new Kept(path, digest, content.length);
  }

  /**
   * @param path as it was kept
   * @throws IOException where it cannot be read, or lies elsewhere
   */
  byte[] read(String path) throws IOException {
    var file = directory.resolve(path).normalize();
    if (!file.startsWith(directory)) {
      throw new IOException("Not a file of the archive");
    }
    return Files.readAllBytes(file);
  }

  /**
   * The index keeps its digest.
   *
   * @param path as it was kept; nothing happens where it is gone
   */
  void remove(String path) {
    var file = directory.resolve(path).normalize();
    try {
      if (file.startsWith(directory) && Files.deleteIfExists(file)) {
        keepName(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be removed from the archive", e);
    }
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void replace(Path file, byte[] content) throws IOException {
    var written = Files.createTempFile(file.resolveSibling(""), ".", ".part");
    try {
      write(written, content, StandardOpenOption.WRITE);
      Files.move(
        written,
        file,
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING
      );
    } finally {
      Files.deleteIfExists(written);
    }
    keepName(file);
  }

  private static void append(Path file, byte[] content) throws IOException {
    write(
      file,
      content,
      StandardOpenOption.CREATE,
      StandardOpenOption.WRITE,
      StandardOpenOption.APPEND
    );
    keepName(file);
  }

  private static void write(Path file, byte[] content, StandardOpenOption... options)
    throws IOException {
    try (var channel = FileChannel.open(file, options)) {
      var rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /** That a file is there is its folder's content. */
  private static void keepName(Path file) throws IOException {
    try (var folder = FileChannel.open(file.resolveSibling(""), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static byte[] text(String... lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
