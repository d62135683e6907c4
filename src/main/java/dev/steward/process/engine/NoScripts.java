package dev.steward.process.engine;

import org.flowable.common.engine.api.FlowableIllegalArgumentException;
import org.flowable.common.engine.impl.scripting.FlowableScriptEngine;
import org.flowable.common.engine.impl.scripting.FlowableScriptEvaluationRequest;

/** Runs no script in any language. */
final class NoScripts implements FlowableScriptEngine {

  @Override
  public FlowableScriptEvaluationRequest createEvaluationRequest() {
    throw new FlowableIllegalArgumentException("No script is run");
  }
}
