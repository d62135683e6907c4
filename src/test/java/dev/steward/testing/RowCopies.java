package dev.steward.testing;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows in any number, made of one that the application has written. */
public final class RowCopies {

  private RowCopies() {}

  /**
   * @param id of the row
   * @param changed expressions for columns that differ, in which {@code n} counts from one
   */
  public static void of(
    Statement statement,
    String table,
    String id,
    int copies,
    Map<String, String> changed
  ) throws SQLException {
    of(statement, table, id, copies, "true", changed);
  }

  /** @param where a condition on {@code n} */
  public static void of(
    Statement statement,
    String table,
    String id,
    int copies,
    String where,
    Map<String, String> changed
  ) throws SQLException {
    var columns = columns(statement, table);
    statement.execute(
      "INSERT INTO %s (%s) SELECT %s FROM %s, generate_series(1, %d) n WHERE id_ = '%s' AND (%s)".formatted(
        table,
        String.join(", ", columns),
        columns
          .stream()
          .map(column -> changed.getOrDefault(column, column))
          .collect(Collectors.joining(", ")),
        table,
        copies,
        id,
        where
      )
    );
  }

  private static List<String> columns(Statement statement, String table) throws SQLException {
    var columns = new ArrayList<String>();
    try (
      var rows = statement.executeQuery(
        "SELECT column_name FROM information_schema.columns WHERE table_name = '%s' ORDER BY ordinal_position".formatted(
          table
        )
      )
    ) {
      while (rows.next()) {
        columns.add(rows.getString(1));
      }
    }
    return columns;
  }
}
