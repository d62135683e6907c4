package dev.steward.process.spi;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How a process instance ended, if it did. */
public sealed interface InstanceEnd {
  record Running() implements InstanceEnd {}

  record Completed(ObjectNode variables) implements InstanceEnd {}

  record Cancelled() implements InstanceEnd {}
}
