package dev.steward.process.engine;

import java.util.UUID;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;

/** Names the work of one durable task, as jobs and executions carry it. */
record WorkRef(String type, UUID id) {
  static WorkRef parse(String text) {
    int colon = text.lastIndexOf(':');
    return new WorkRef(text.substring(0, colon), UUID.fromString(text.substring(colon + 1)));
  }

  static WorkRef of(ExecutionEntity child) {
    return parse(child.getReferenceId());
  }

  /** On the execution itself and not in a variable, where a form could write. */
  void keepOn(ExecutionEntity child) {
    child.setReferenceId(toString());
  }

  @Override
  public String toString() {
    return type + ":" + id;
  }
}
