package dev.steward.process.spi;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How a process instance ended, if it did. */
public sealed interface InstanceEnd {
  record Running() implements InstanceEnd {}

  /** @param labels of all that came into the instance */
  record Completed(ObjectNode variables, Labels labels) implements InstanceEnd {}

  record Cancelled() implements InstanceEnd {}
}
