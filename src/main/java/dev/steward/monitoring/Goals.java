package dev.steward.monitoring;

import dev.steward.process.spi.WorkflowGoals;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what the maps of deployed workflows aim at where the database can compare with it. */
@Component
class Goals {

  private final JdbcClient jdbc;
  private final WorkflowGoals goals;

  Goals(JdbcClient jdbc, WorkflowGoals goals) {
    this.jdbc = jdbc;
    this.goals = goals;
  }

  private record Version(String key, int version) {}

  /** A version never changes, so that each is read once. */
  void learn() {
    jdbc
      .sql(
        """
        SELECT d.key_ AS key, d.version_ AS version FROM act_re_procdef d
        WHERE d.tenant_id_ = '' AND NOT EXISTS (
          SELECT 1 FROM workflow_goal g WHERE g.process_key = d.key_ AND g.version = d.version_)
        """
      )
      .query(Version.class)
      .list()
      .forEach(this::store);
  }

  private void store(Version version) {
    var goal = goals.of(version.key(), version.version());
    var place =
      goal.successVariable() == null
        ? List.<String>of()
        : List.of(goal.successVariable().split("\\."));
    jdbc
      .sql(
        """
        INSERT INTO workflow_goal (process_key, version, baseline_minutes, success_variable, success_path, success_value)
        VALUES (:key, :version, :baseline, :variable, :path, :value) ON CONFLICT DO NOTHING
        """
      )
      .param("key", version.key())
      .param("version", version.version())
      .param("baseline", goal.baselineMinutes())
      .param("variable", place.isEmpty() ? null : place.getFirst())
      .param(
        "path",
        place
          .stream()
          .skip(1)
          .toArray(String[]::new)
      )
      .param("value", goal.successValue())
      .update();
  }
}
