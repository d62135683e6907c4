package dev.steward.process.engine;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.engine.impl.util.ProcessDefinitionUtil;
import org.flowable.task.api.TaskInfo;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who completed a user task, where an agent acts for them: the {@code task_owner} table. */
@Component
public class TaskOwners {

  private final JdbcClient jdbc;
  private final Clock clock;

  TaskOwners(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  Optional<String> find(String instanceId, String activityId) {
    return jdbc
      .sql(
        "SELECT person FROM task_owner WHERE instance_id = :instance AND activity_id = :activity"
      )
      .param("instance", instanceId)
      .param("activity", activityId)
      .query(String.class)
      .optional();
  }

  /** To be called inside the engine's command, before it goes on. */
  public void completed(TaskInfo task, String person) {
    if (!isRepresented(task)) {
      return;
    }
    jdbc
      .sql(
        """
        INSERT INTO task_owner (instance_id, activity_id, person, completed_at)
        VALUES (:instance, :activity, :person, :now)
        ON CONFLICT (instance_id, activity_id)
        DO UPDATE SET person = excluded.person, completed_at = excluded.completed_at
        """
      )
      .param("instance", task.getProcessInstanceId())
      .param("activity", task.getTaskDefinitionKey())
      .param("person", person)
      .param("now", Timestamp.from(clock.instant()))
      .update();
  }

  private boolean isRepresented(TaskInfo task) {
    return ProcessDefinitionUtil.getProcess(task.getProcessDefinitionId())
      .findFlowElementsOfType(ServiceTask.class, true)
      .stream()
      .anyMatch(agent -> task.getTaskDefinitionKey().equals(TaskFields.of(agent).get("owner")));
  }
}
