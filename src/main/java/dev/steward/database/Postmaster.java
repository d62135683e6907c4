package dev.steward.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process that {@code postmaster.pid} in a cluster names. */
record Postmaster(long pid, Path cluster) {
  private static final Logger log = LoggerFactory.getLogger(Postmaster.class);

  /** Above the largest number that Linux or macOS gives. */
  private static final long NO_PROCESS = 4_194_305;

  enum Whose {
    /** Runs on this cluster. */
    OURS,
    /** There is no such process; PostgreSQL cleans up after it by itself. */
    GONE,
    /** A process that got the number by chance, for example after a reboot, or a dead one. */
    FOREIGN,
    /** Looks like a server, but of which cluster cannot be seen. */
    UNCLEAR,
  }

  static Optional<Postmaster> named(Path cluster) throws IOException {
    Path file = pidFile(cluster);
    return Files.exists(file)
      ? Optional.of(new Postmaster(firstNumber(Files.readString(file)), cluster))
      : Optional.empty();
  }

  static Path pidFile(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }

  /**
   * Lets PostgreSQL start although the number is taken. The rest of the file stays: with it the
   * server sees whether a child of its predecessor still works on the data.
   */
  void disown() throws IOException {
    Path file = pidFile(cluster);
    String text = Files.readString(file);
    if (pid <= 0) {
      Files.delete(file);
    } else {
      Files.writeString(file, NO_PROCESS + text.substring(text.indexOf('\n')));
    }
  }

  /** The file is empty when the machine stopped between creating and writing it. */
  private static long firstNumber(String text) {
    try {
      return Long.parseLong(text.lines().findFirst().orElse("").strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  Whose whose() throws IOException {
    if (pid <= 0) {
      return Whose.FOREIGN;
    }
    ProcessHandle process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive).orElse(null);
    if (process == null) {
      return Whose.GONE;
    }
    ProcessHandle.Info info = process.info();
    String owner = Files.getOwner(cluster).getName();
    if (
      info
        .user()
        .filter(user -> !user.equals(owner))
        .isPresent() ||
      info
        .command()
        .filter(command -> !isPostgres(command))
        .isPresent()
    ) {
      return Whose.FOREIGN;
    }
    try {
      // A server makes its cluster the working directory; Linux shows it, macOS does not.
      Path workingDirectory = Path.of("/proc", Long.toString(pid), "cwd");
      return Files.isSameFile(workingDirectory, cluster) ? Whose.OURS : Whose.FOREIGN;
    } catch (NoSuchFileException e) {
      if (Files.exists(Path.of("/proc/self"))) {
        return Whose.FOREIGN; // dead, but not yet collected by its parent
      }
    } catch (IOException e) {
      log.debug("Cannot see where process {} works", pid, e);
    }
    List<String> arguments = List.of(info.arguments().orElseGet(() -> new String[0]));
    return arguments.contains(cluster.toString()) ? Whose.OURS : Whose.UNCLEAR;
  }

  /** Linux adds a remark to the path when the program was removed or replaced meanwhile. */
  private static boolean isPostgres(String command) {
    return command.matches(".*/postgres( \\(deleted\\))?");
  }
}
