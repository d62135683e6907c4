package dev.steward.process.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What whoever rehearses says in the place of those who would be asked, or of what would happen.
 *
 * @param taskId the task that is meant; needed where several are open at the activity
 * @param activityId the activity of the task or event that is meant; where there is a {@code taskId}, of no account
 * @param decision for a review or a call in doubt, as at {@code /api/tasks/{id}/decision}
 * @param arguments the whole new arguments, for {@code edit}
 * @param comment required for {@code reject}
 * @param variables what the task's form or the message brings
 */
@Schema(name = "RehearsalAnswer")
record Answer(
  @Nullable String taskId,
  @Nullable String activityId,
  @Nullable String decision,
  @Nullable JsonNode arguments,
  @Nullable @Size(max = 4000) String comment,
  @Nullable JsonNode variables
) {}
