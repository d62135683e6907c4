package dev.steward.crash;

import dev.steward.database.TestDatabase;
import dev.steward.testing.Api;
import dev.steward.testing.StewardProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One of the nodes, over all its lives. Each life has a name of its own, by which the provider, the systems and the database know
 * who asks.
 */
final class Node {

  static final String LOCK = "steward.engine.job-lock";

  private static final String DEFINITIONS = "src/test/resources/crash/";

  private final String id;
  private final StewardProcess.Launch launch;
  private final AtomicReference<Life> current = new AtomicReference<>();
  private int lives;

  /** A running process that answers. */
  record Life(String name, StewardProcess process, Api api) {}

  Node(String id, StewardProcess.Launch launch) {
    this.id = id;
    this.launch = launch.with("steward.engine.node-id", id);
  }

  /** With the harness' definitions, and attentive to what other nodes leave behind. */
  static StewardProcess.Launch launch(TestDatabase database, Provider provider, Systems systems) {
    var settings = StewardProcess.on(database);
    // Nodes start a dozen times here: the simplest collector is the quickest to be there.
    var jvm = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    return new StewardProcess.Launch(settings.properties(), settings.environment(), jvm)
      .with("steward.engine.heartbeat", "1s")
      .with("flowable.process.async.executor.reset-expired-jobs-interval", "1s")
      .with("flowable.process.async.executor.default-async-job-acquire-wait-time", "500ms")
      .with("flowable.process.async.executor.default-timer-job-acquire-wait-time", "500ms")
      .with("steward.demo.leads", false)
      .with("steward.definitions.processes", DEFINITIONS + "processes")
      .with("steward.agents", DEFINITIONS + "agents")
      .with("steward.tools", DEFINITIONS + "tools")
      .with("steward.policies", DEFINITIONS + "policies")
      .with("crash.systems-url", systems.url())
      .with("steward.models.work.base-url", provider.url())
      .with("steward.models.work.model", "scripted")
      .with("steward.models.work.input-usd-per-million", Provider.INPUT_USD_PER_MILLION)
      .with("steward.models.work.output-usd-per-million", Provider.OUTPUT_USD_PER_MILLION);
  }

  /** Null while the node is down or not up yet. */
  Life life() {
    return current.get();
  }

  boolean isUp() {
    return life() != null;
  }

  /**
   * Returns when the node answers.
   *
   * @param jobLock after this time without a sign of life the other node takes over, unless the launch says otherwise
   */
  void start(Duration jobLock) {
    var name = id + "-life-" + ++lives;
    var process = launch
      .with(LOCK, launch.properties().getOrDefault(LOCK, jobLock.toString()))
      .with("steward.models.work.key", name)
      .with("spring.datasource.hikari.data-source-properties.ApplicationName", name)
      .start();
    current.set(new Life(name, process, Api.of(process.uri("/"))));
  }

  /** As {@code kill -9} does it. */
  Life kill() {
    var life = current.getAndSet(null);
    life.process().killHard();
    return life;
  }

  void stop() {
    var life = current.getAndSet(null);
    if (life != null) {
      life.process().close();
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
