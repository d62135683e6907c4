package dev.steward.agent;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.catalogue.CatalogueVersion;
import dev.steward.control.SwitchState;
import dev.steward.model.Rehearsal;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent role as the version in force states it, and how it is doing.
 *
 * @param version digest of the role's text
 * @param instructions null in lists
 * @param rehearses whether the rehearsal model answers for it
 * @param rehearsal what the rehearsal model does in its place; empty in lists
 * @param output JSON Schema
 * @param restriction why only operators may change it; null where analysts may as well
 * @param usedBy tasks of the deployed processes; empty in lists
 * @param versions every version that was ever in force, the one put there last first; empty in lists
 */
@Schema(name = "Agent")
record AgentView(
  String name,
  String responsibility,
  String represents,
  String model,
  boolean rehearses,
  String version,
  @Nullable String instructions,
  List<String> tools,
  AgentRole.Limits limits,
  JsonNode output,
  List<Rehearsal.Step> rehearsal,
  @Nullable String restriction,
  @JsonProperty("switch") SwitchState switchState,
  AgentUse.Lately use,
  List<UsedBy> usedBy,
  List<CatalogueVersion> versions
) {
  /**
   * A task of the latest version of a deployed process.
   *
   * @param task its name, or its id where it has none
   */
  @Schema(name = "AgentUsedBy")
  record UsedBy(String processKey, String processName, int version, String task) {}
}
