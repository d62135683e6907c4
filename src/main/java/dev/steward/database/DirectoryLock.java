package dev.steward.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one Steward to one directory. The operating system drops the lock with the process, however
 * that ends, so whoever holds it knows that a server still running there has lost its owner.
 */
final class DirectoryLock implements AutoCloseable {

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  static DirectoryLock on(Path directory) throws IOException {
    Path file = directory.resolve("lock");
    FileChannel channel = FileChannel.open(
      file,
      StandardOpenOption.CREATE,
      StandardOpenOption.WRITE
    );
    try {
      if (tryLock(channel) == null) {
        throw new DatabaseUnavailable(
          "Another Steward (process %s) uses the database in %s.".formatted(
            Files.readString(file).strip(),
            directory
          ),
          "Stop it, set steward.database.directory to another place, or let both use one" +
            " external database with SPRING_DATASOURCE_URL."
        );
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes()));
      return new DirectoryLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held within this very process
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
