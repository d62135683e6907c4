package dev.steward.listing;

import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Has the database plan each query for the values it comes with. After a few executions it would settle on one plan for all of them,
 * and what is right for a text that one task holds is wrong for one that thousands hold; so with large groups and small ones.
 */
public final class PlannedAnew extends JdbcTemplate {

  public PlannedAnew(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected void applyStatementSettings(Statement statement) throws SQLException {
    super.applyStatementSettings(statement);
    if (statement.isWrapperFor(PGStatement.class)) {
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }
  }
}
