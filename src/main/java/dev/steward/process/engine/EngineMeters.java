package dev.steward.process.engine;

import dev.steward.process.spi.TaskKind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.LongSupplier;
import org.flowable.engine.ManagementService;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.TaskService;
import org.flowable.task.api.TaskQuery;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** How much the engine has before it, on all nodes together; counted whenever somebody reads the measures. Rehearsals are left out. */
@Component
class EngineMeters implements MeterBinder {

  private final ObjectProvider<RuntimeService> instances;
  private final ObjectProvider<TaskService> tasks;
  private final ObjectProvider<ManagementService> jobs;

  // Asked for late, because the engine itself is measured.
  EngineMeters(
    ObjectProvider<RuntimeService> instances,
    ObjectProvider<TaskService> tasks,
    ObjectProvider<ManagementService> jobs
  ) {
    this.instances = instances;
    this.tasks = tasks;
    this.jobs = jobs;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "steward.instances.open", "Process instances that have not ended", () ->
      instances.getObject().createProcessInstanceQuery().processInstanceWithoutTenantId().count()
    );
    gauge(registry, "steward.incidents.open", "Jobs that gave up", () ->
      jobs.getObject().createDeadLetterJobQuery().jobWithoutTenantId().count()
    );
    gauge(
      registry,
      "steward.jobs.waiting",
      "Jobs that could be done now, and those under way",
      () -> jobs.getObject().createJobQuery().jobWithoutTenantId().count()
    );
    gauge(registry, "steward.jobs.scheduled", "Jobs for later", () ->
      jobs.getObject().createTimerJobQuery().jobWithoutTenantId().count()
    );
    for (var kind : TaskKind.values()) {
      Gauge.builder("steward.tasks.open", () -> ofKind(kind).count())
        .description("Tasks that wait for people")
        .tag("kind", kind.id())
        .register(registry);
    }
  }

  private TaskQuery ofKind(TaskKind kind) {
    var open = tasks.getObject().createTaskQuery().taskWithoutTenantId();
    return kind == TaskKind.USER ? open.taskWithoutCategory() : open.taskCategory(kind.id());
  }

  private static void gauge(
    MeterRegistry registry,
    String name,
    String description,
    LongSupplier count
  ) {
    Gauge.builder(name, count::getAsLong).description(description).register(registry);
  }
}
