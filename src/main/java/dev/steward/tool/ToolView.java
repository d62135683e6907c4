package dev.steward.tool;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.catalogue.CatalogueVersion;
import dev.steward.control.SwitchState;
import dev.steward.process.spi.Audience;
import dev.steward.tool.contract.Contract;
import dev.steward.tool.contract.ToolClass;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tool as its contract states it, and how it is doing.
 *
 * @param version digest of the contract's text
 * @param arguments JSON Schema
 * @param result JSON Schema
 * @param versions every version that was ever in force, the one put there last first; empty in lists
 */
@Schema(name = "Tool")
record ToolView(
  String name,
  String title,
  String description,
  String owner,
  @JsonProperty("class") ToolClass toolClass,
  boolean reversible,
  @Nullable String compensation,
  String requires,
  Audience audience,
  Contract.Trust trust,
  String effect,
  String version,
  JsonNode arguments,
  JsonNode result,
  List<RateView> rates,
  Duration timeout,
  int attempts,
  List<EnvironmentView> environments,
  @JsonProperty("switch") SwitchState switchState,
  ToolUse.Lately use,
  List<CatalogueVersion> versions
) {
  @Schema(name = "ToolRate")
  record RateView(Contract.Rate.Per per, long limit, Duration every) {}

  /**
   * Where calls go in one environment.
   *
   * @param kind {@code http}, {@code mcp}, {@code process} or {@code bean}
   * @param target in words
   * @param circuit {@code closed}, {@code open} or {@code half_open}, as this node sees it
   * @param quarantine why it is not called, where it is not
   */
  @Schema(name = "ToolEnvironment")
  record EnvironmentView(
    String name,
    String kind,
    String target,
    String circuit,
    @Nullable String quarantine
  ) {}
}
