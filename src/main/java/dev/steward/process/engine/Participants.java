package dev.steward.process.engine;

import org.flowable.engine.impl.interceptor.DefaultIdentityLinkInterceptor;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;

/** Links the people who work on tasks to the instance. Who started it stands in the instance itself; four statements are spared. */
class Participants extends DefaultIdentityLinkInterceptor {

  @Override
  public void handleCreateProcessInstance(ExecutionEntity instance) {}

  @Override
  public void handleCreateSubProcessInstance(ExecutionEntity sub, ExecutionEntity parent) {}
}
