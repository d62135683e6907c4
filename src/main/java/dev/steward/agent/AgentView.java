package dev.steward.agent;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.control.SwitchState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * An agent role as its file states it, and how it is doing.
 *
 * @param version digest of the role's file
 * @param rehearses whether the rehearsal model answers for it
 * @param output JSON Schema
 * @param versions every version that was ever in force, newest first; empty in lists
 */
@Schema(name = "Agent")
record AgentView(
  String name,
  String responsibility,
  String represents,
  String model,
  boolean rehearses,
  String version,
  List<String> tools,
  AgentRole.Limits limits,
  JsonNode output,
  @JsonProperty("switch") SwitchState switchState,
  AgentUse.Lately use,
  List<VersionView> versions
) {
  @Schema(name = "AgentVersion")
  record VersionView(String digest, Instant firstSeen) {}
}
