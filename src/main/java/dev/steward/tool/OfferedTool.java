package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;

/** A tool as a model gets to know it. */
public record OfferedTool(String name, String version, String description, JsonNode arguments) {}
