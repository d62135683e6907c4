package dev.steward.process.definition;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was deployed together.
 *
 * @param rolledBackTo the deployment whose resources this one took up again
 * @param processes with the version that each got
 */
@Schema(name = "Deployment")
record DeploymentView(
  String id,
  String author,
  String comment,
  Origin origin,
  @Nullable String rolledBackTo,
  Instant deployedAt,
  List<Version> processes
) {
  DeploymentView {
    processes = List.copyOf(processes);
  }

  enum Origin {
    /** Of the definition folder, at a start. */
    FOLDER,
    UPLOAD,
    ROLLBACK;

    @JsonValue
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** @param newest whether new instances get this version */
  @Schema(name = "DeployedProcess")
  record Version(String key, @Nullable String name, int version, boolean newest) {}
}
