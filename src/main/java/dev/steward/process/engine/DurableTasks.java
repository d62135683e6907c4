package dev.steward.process.engine;

import dev.steward.process.spi.DurableTask;
import dev.steward.process.spi.Progress;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flowable.job.service.impl.persistence.entity.JobEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The durable task types by name. */
@Component
class DurableTasks {

  private final ObjectProvider<DurableTask> types;
  private final JobLeases leases;

  // Providers, because the types need services that need the engine, which needs this.
  DurableTasks(ObjectProvider<DurableTask> types, JobLeases leases) {
    this.types = types;
    this.leases = leases;
  }

  Optional<DurableTask> find(String type) {
    return Optional.ofNullable(byName().get(type));
  }

  Collection<DurableTask> all() {
    return byName().values();
  }

  void perform(WorkRef work, JobEntity job) {
    try (var lease = leases.hold(job.getId())) {
      get(work.type()).perform(work.id());
    }
  }

  Progress progress(WorkRef work) {
    return get(work.type()).progress(work.id());
  }

  private DurableTask get(String type) {
    return find(type).orElseThrow(() ->
      new IllegalStateException("No durable task type is called " + type)
    );
  }

  private Map<String, DurableTask> byName() {
    return types.stream().collect(Collectors.toMap(DurableTask::type, Function.identity()));
  }
}
