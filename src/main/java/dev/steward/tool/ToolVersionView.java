package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.catalogue.CatalogueVersion;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A version of a contract in full.
 *
 * @param source YAML
 * @param contract what the source says, as JSON
 */
@Schema(name = "ToolVersion")
record ToolVersionView(CatalogueVersion version, String source, JsonNode contract) {}
