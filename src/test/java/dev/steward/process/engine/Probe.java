package dev.steward.process.engine;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.process.spi.DurableTask;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Progress;
import dev.steward.process.spi.TaskEntry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * {@code flowable:type="probe"}: a durable task whose work a test decides on. Its journal is shared by all applications of this JVM,
 * as a database would be by nodes.
 */
public final class Probe implements DurableTask {

  /** What one execution of the work does; the first progress that is returned stands. */
  @FunctionalInterface
  public interface Work {
    Progress perform(UUID id) throws InterruptedException;
  }

  private static final Work AT_ONCE = id ->
    new Progress.Finished(TextNode.valueOf("done"), Labels.NONE);
  private static final Map<UUID, Progress> JOURNAL = new ConcurrentHashMap<>();
  private static final Map<UUID, String> EXECUTIONS = new ConcurrentHashMap<>();
  private static final List<UUID> REOPENED = new CopyOnWriteArrayList<>();
  private static final AtomicInteger PERFORMED = new AtomicInteger();
  private static volatile Work work = AT_ONCE;
  private static volatile Consumer<UUID> whenAsked = id -> {};

  static void reset() {
    JOURNAL.clear();
    EXECUTIONS.clear();
    REOPENED.clear();
    PERFORMED.set(0);
    work = AT_ONCE;
    whenAsked = id -> {};
  }

  static void does(Work next) {
    work = next;
  }

  /** Runs in the transaction that moves the instance on. */
  static void whenAskedHowFarItIs(Consumer<UUID> listener) {
    whenAsked = listener;
  }

  static String execution(UUID id) {
    return EXECUTIONS.getOrDefault(id, "");
  }

  /** How often any work was begun. */
  static int performed() {
    return PERFORMED.get();
  }

  static List<UUID> reopened() {
    return REOPENED;
  }

  @Override
  public String type() {
    return "probe";
  }

  @Override
  public List<String> problems(Map<String, String> fields) {
    return List.of();
  }

  @Override
  public UUID enter(TaskEntry entry) {
    var id = UUID.randomUUID();
    EXECUTIONS.put(id, entry.context().executionId());
    return id;
  }

  @Override
  public void perform(UUID id) {
    PERFORMED.incrementAndGet();
    if (JOURNAL.containsKey(id)) {
      return;
    }
    try {
      var progress = work.perform(id);
      if (!(progress instanceof Progress.Unfinished)) {
        JOURNAL.putIfAbsent(id, progress);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted at work", e);
    }
  }

  @Override
  public Progress progress(UUID id) {
    whenAsked.accept(id);
    return JOURNAL.getOrDefault(id, new Progress.Unfinished());
  }

  @Override
  public void reopen(UUID id) {
    REOPENED.add(id);
    JOURNAL.computeIfPresent(id, (key, progress) ->
      progress instanceof Progress.Failed ? null : progress
    );
  }

  @Override
  public void cancel(String executionId) {
    EXECUTIONS.forEach((id, execution) -> {
      if (execution.equals(executionId)) {
        JOURNAL.putIfAbsent(id, new Progress.Cancelled());
      }
    });
  }
}
