package dev.steward.process.engine;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.springframework.util.function.SingletonSupplier;

/** The durable task types by name. */
@Component
public class DurableTasks {

  private final SingletonSupplier<Map<String, DurableTask>> types;
  private final JobLeases leases;

  // Asked for late, because the types need services that need the engine, which needs this.
  DurableTasks(ObjectProvider<DurableTask> types, JobLeases leases) {
    this.types = SingletonSupplier.of(() ->
      types.stream().collect(Collectors.toMap(DurableTask::type, Function.identity()))
    );
    this.leases = leases;
  }

  public Optional<DurableTask> find(String type) {
    return Optional.ofNullable(types.obtain().get(type));
  }

  Collection<DurableTask> all() {
    return types.obtain().values();
  }

  void perform(WorkRef work, JobEntity job) {
    try (var lease = leases.hold(work.id(), job)) {
      get(work.type()).perform(work.id());
    }
  }

  Progress progress(WorkRef work) {
    return get(work.type()).progress(work.id());
  }

  Optional<JsonNode> resultSchema(WorkRef work) {
    return get(work.type()).resultSchema(work.id());
  }

  void cancel(WorkRef work, String executionId) {
    get(work.type()).cancel(executionId);
  }

  void reopen(WorkRef work) {
    get(work.type()).reopen(work.id());
  }

  private DurableTask get(String type) {
    return find(type).orElseThrow(() ->
      new IllegalStateException("No durable task type is called " + type)
    );
  }
}
