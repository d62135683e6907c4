package dev.steward.process.task;

import dev.steward.process.attachment.Attachments;
import dev.steward.process.engine.RehearsalTenant;
import dev.steward.process.spi.TaskKind;
import dev.steward.process.spi.TaskNotice;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.flowable.common.engine.api.delegate.event.AbstractFlowableEventListener;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEntityEvent;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEventType;
import org.flowable.common.engine.api.delegate.event.FlowableEvent;
import org.flowable.common.engine.api.delegate.event.FlowableEventType;
import org.flowable.spring.SpringProcessEngineConfiguration;
import org.flowable.spring.boot.EngineConfigurationConfigurer;
import org.flowable.task.service.impl.persistence.entity.TaskEntity;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Keeps what we know beside the engine's tasks in step with them, in the engine's own transaction. */
@Component
class TaskLifecycle extends AbstractFlowableEventListener {

  private final Deadlines deadlines;
  private final Drafts drafts;
  private final Attachments attachments;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  TaskLifecycle(
    Deadlines deadlines,
    Drafts drafts,
    Attachments attachments,
    ApplicationEventPublisher events,
    Clock clock
  ) {
    this.deadlines = deadlines;
    this.drafts = drafts;
    this.attachments = attachments;
    this.events = events;
    this.clock = clock;
  }

  @Configuration(proxyBeanMethods = false)
  static class Setup {

    @Bean
    EngineConfigurationConfigurer<SpringProcessEngineConfiguration> listeningToTasks(
      TaskLifecycle lifecycle
    ) {
      return engine -> engine.setEventListeners(List.of(lifecycle));
    }
  }

  @Override
  public Collection<? extends FlowableEventType> getTypes() {
    return Set.of(
      FlowableEngineEventType.ENTITY_CREATED,
      FlowableEngineEventType.TASK_CREATED,
      FlowableEngineEventType.TASK_DUEDATE_CHANGED,
      FlowableEngineEventType.ENTITY_DELETED
    );
  }

  @Override
  public void onEvent(FlowableEvent event) {
    if (
      !(event instanceof FlowableEngineEntityEvent of) ||
      !(of.getEntity() instanceof TaskEntity task) ||
      task.getProcessInstanceId() == null ||
      // Nobody is told of a rehearsal, or reminded.
      RehearsalTenant.isOf(task.getTenantId())
    ) {
      return;
    }
    switch ((FlowableEngineEventType) event.getType()) {
      case TASK_CREATED -> opened(task);
      // Tasks inside service tasks are complete at once and make no other event.
      case ENTITY_CREATED -> {
        if (TaskKind.ofCategory(task.getCategory()) != TaskKind.USER) {
          opened(task);
        }
      }
      case TASK_DUEDATE_CHANGED -> deadlines.set(task);
      case ENTITY_DELETED -> {
        deadlines.clear(task.getId());
        drafts.clear(task.getId());
        attachments.taskIsOver(task.getId());
      }
      default -> throw new IllegalStateException("Not asked for: " + event.getType());
    }
  }

  private void opened(TaskEntity task) {
    if (task.getDueDate() != null) {
      deadlines.set(task);
    }
    events.publishEvent(
      new TaskNotice(TaskNotice.Kind.ARRIVED, task.getId(), 0, null, clock.instant())
    );
  }

  /** What is noted here belongs to the task: neither exists without the other. */
  @Override
  public boolean isFailOnException() {
    return true;
  }
}
