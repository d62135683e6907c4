package dev.steward.process.spi;

import com.fasterxml.jackson.databind.JsonNode;

/** Process variables as JSON. */
@FunctionalInterface
public interface Variables {
  /** A missing node where there is no such variable. */
  JsonNode get(String name);
}
