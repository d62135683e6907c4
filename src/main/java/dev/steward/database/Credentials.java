package dev.steward.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Passwords made up once for a server and kept beside its data, readable by its owner only.
 *
 * @param password of {@link #USER}, who owns Steward's database and nothing else
 * @param superuserFile holds the password of {@link #SUPERUSER}, for maintenance by hand
 */
record Credentials(String password, Path superuserFile) {
  static final String USER = "steward";
  static final String SUPERUSER = "postgres";

  static Credentials in(Path directory) throws IOException {
    Path superuserFile = directory.resolve("superuser.password");
    secret(superuserFile);
    return new Credentials(secret(directory.resolve("steward.password")), superuserFile);
  }

  private static String secret(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      var bytes = new byte[24];
      new SecureRandom().nextBytes(bytes);
      Path beside = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(beside);
      Files.createFile(
        beside,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
      );
      Files.writeString(beside, HexFormat.of().formatHex(bytes));
      Files.move(beside, file);
    }
    return Files.readString(file).strip();
  }

  @Override
  public String toString() {
    return "Credentials[of " + USER + "]"; // a password belongs into no log
  }
}
