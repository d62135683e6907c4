package dev.steward.process.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process with its workflow map.
 *
 * @param startForm form-js schema; null where the process has none
 */
record ProcessDetail(
  String key,
  String name,
  int version,
  @Nullable String owner,
  String riskClass,
  long running,
  boolean startable,
  @Nullable String documentation,
  @Nullable String trigger,
  @Nullable String successMetric,
  List<String> systems,
  List<Version> versions,
  @Nullable JsonNode startForm
) {
  @Schema(name = "ProcessVersion")
  record Version(int version, Instant deployedAt) {}
}
