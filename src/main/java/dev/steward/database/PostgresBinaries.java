package dev.steward.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** Unpacks the PostgreSQL programs for this machine out of their jar, once for each version. */
final class PostgresBinaries {

  private static final Logger log = LoggerFactory.getLogger(PostgresBinaries.class);

  private PostgresBinaries() {}

  /** Returns the directory that holds {@code bin}, {@code lib} and {@code share}. */
  static Path unpackedBelow(Path directory) throws IOException {
    String name = archiveName();
    URL archive = PostgresBinaries.class.getResource("/" + name + ".txz");
    if (archive == null) {
      throw new DatabaseUnavailable(
        "No embedded PostgreSQL for %s on %s: %s.txz is not on the classpath.".formatted(
          System.getProperty("os.name"),
          System.getProperty("os.arch"),
          name
        ),
        "Set SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD" +
          " to a PostgreSQL server."
      );
    }
    Path target = directory.resolve(name + "-" + fingerprint(archive));
    if (!Files.isDirectory(target)) {
      long start = System.nanoTime();
      Files.createDirectories(directory);
      // Unpacked beside its place and moved in one step: a half-unpacked server is never used.
      Path beside = Files.createTempDirectory(directory, "unpacking-");
      try {
        unpack(archive, beside);
        moveUnlessThere(beside, target);
      } finally {
        FileSystemUtils.deleteRecursively(beside);
      }
      log.info("Unpacked PostgreSQL in {} ms", (System.nanoTime() - start) / 1_000_000);
    }
    return target;
  }

  private static String archiveName() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String system = os.startsWith("mac") ? "darwin" : os;
    String arch = System.getProperty("os.arch");
    return "postgres-%s-%s".formatted(system, arch.equals("aarch64") ? "arm_64" : "x86_64");
  }

  /** The checksum that the jar already holds, so that an unchanged start reads nothing. */
  private static String fingerprint(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    return connection instanceof JarURLConnection jar
      ? Long.toHexString(jar.getJarEntry().getCrc())
      : Long.toHexString(connection.getContentLengthLong());
  }

  private static void unpack(URL archive, Path target) throws IOException {
    try (
      InputStream raw = new BufferedInputStream(archive.openStream(), 1 << 16);
      var tar = new TarArchiveInputStream(new XZCompressorInputStream(raw))
    ) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          continue;
        }
        Files.createDirectories(path.resolve("..").normalize());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, path);
          if ((entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + path + " executable");
          }
        }
      }
    }
  }

  private static void moveUnlessThere(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(to)) {
        // else another process was faster, which is as good
        throw e;
      }
    }
  }
}
