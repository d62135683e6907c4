package dev.steward.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads column types for which JDBC has no method of its own. */
public final class Columns {

  private Columns() {}

  /** A {@code timestamptz}. */
  public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}
