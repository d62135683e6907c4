package dev.steward.benchmark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.steward.StewardApplication;
import dev.steward.database.DurableServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flowable.common.engine.impl.identity.Authentication;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.ProcessEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Processes without agents through the application's engine and through a stock one, in this JVM, by the engine's Java API. Blocks
 * of one and the other take turns, so that both meet the same noise.
 */
class PlainProcessBenchmark {

  private static final int CLIENTS = 8;
  private static final int BLOCK = 250;
  private static final String SHAPE = """
  <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
               xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
               xmlns:flowable="http://flowable.org/bpmn" targetNamespace="https://steward.dev/benchmark">
    <process id="%s" isExecutable="true">
      <startEvent id="start"/>
      <sequenceFlow id="to-check" sourceRef="start" targetRef="check"/>
      <manualTask id="check"/>
      <sequenceFlow id="to-amount" sourceRef="check" targetRef="amount"/>
      <exclusiveGateway id="amount" default="small"/>
      <sequenceFlow id="large" sourceRef="amount" targetRef="join">
        <conditionExpression xsi:type="tFormalExpression">${amount &gt; 1000}</conditionExpression>
      </sequenceFlow>
      <sequenceFlow id="small" sourceRef="amount" targetRef="book"/>
      %s
      <sequenceFlow id="to-join" sourceRef="book" targetRef="join"/>
      <exclusiveGateway id="join"/>
      <sequenceFlow id="to-end" sourceRef="join" targetRef="end"/>
      <endEvent id="end"/>
    </process>
  </definitions>
  """;
  /** Runs from start to end in one transaction. */
  private static final String STRAIGHT = SHAPE.formatted("straight", "<manualTask id=\"book\"/>");
  /** Waits once for a person. */
  private static final String PERSON = SHAPE.formatted(
    "person",
    "<userTask id=\"book\" flowable:candidateGroups=\"operations\"/>"
  );

  private final Options options = Options.read();

  /** One instance, from its start to its end. */
  private interface Walk {
    void through(ProcessEngine engine);
  }

  private record Side(String name, ProcessEngine engine, String database) {
    Meter.Reading read(Meter meter) throws SQLException {
      return meter.read(Meter.NOBODY, database);
    }
  }

  @Test
  void measurePlainProcesses() throws Exception {
    assumeTrue(options.parts().contains("plain"));
    try (
      var bench = Bench.open();
      var pool = pool(bench.server().create("plain_stock"));
      var context = steward(bench)
    ) {
      var stock = new Side("stock", stock(pool), "plain_stock");
      var steward = new Side("steward", context.getBean(ProcessEngine.class), "plain_steward");
      var walks = new LinkedHashMap<String, Walk>();
      walks.put("straight through", PlainProcessBenchmark::straight);
      walks.put("with a user task", PlainProcessBenchmark::withPerson);
      for (var side : List.of(stock, steward)) {
        deploy(side.engine());
        for (var walk : walks.values()) {
          run(walk, side.engine(), options.warmUp());
        }
      }
      var report = bench.report("plain", "Processes without agents, by the engine's Java API");
      for (int trial = 1; trial <= options.trials(); trial++) {
        for (var walk : walks.entrySet()) {
          compare(walk.getKey(), walk.getValue(), stock, steward, bench.meter(), report);
        }
      }
      stock.engine().close();
    }
  }

  /** Many short blocks in turn, so that both sides meet the same noise. */
  private void compare(String name, Walk walk, Side stock, Side steward, Meter meter, Report report)
    throws Exception {
    meter.checkpoint();
    Thread.sleep(Meter.UNTIL_COUNTED);
    var before = Map.of(stock, stock.read(meter), steward, steward.read(meter));
    var used = new HashMap<Side, Meter.Reading>();
    int blocks = Math.max(1, options.instances() / BLOCK);
    for (int block = 0; block < blocks; block++) {
      // Each side is the first in every other pair.
      var pair = block % 2 == 0 ? List.of(stock, steward) : List.of(steward, stock);
      for (var side : pair) {
        var start = side.read(meter);
        run(walk, side.engine(), BLOCK);
        used.merge(side, side.read(meter).since(start), Meter.Reading::plus);
      }
    }
    Thread.sleep(Meter.UNTIL_COUNTED);
    int instances = blocks * BLOCK;
    var rates = new HashMap<Side, Double>();
    for (var side : List.of(stock, steward)) {
      var counted = side.read(meter).since(Objects.requireNonNull(before.get(side)));
      var sum = Objects.requireNonNull(used.get(side)).withCounted(counted);
      rates.put(side, instances / sum.seconds());
      report.add(side.name() + ", " + name, figures(sum, instances));
    }
    report.add(
      "steward to stock, " + name,
      Map.of(
        "instances/s",
        rates.getOrDefault(steward, Double.NaN) / rates.getOrDefault(stock, Double.NaN)
      )
    );
  }

  private static Map<String, Double> figures(Meter.Reading used, int instances) {
    var figures = new LinkedHashMap<String, Double>();
    figures.put("instances/s", instances / used.seconds());
    figures.put("client CPU ms/instance", (double) used.harness() / instances);
    figures.put("PostgreSQL CPU ms/instance", (double) used.postgres() / instances);
    figures.put("commits/instance", (double) used.commits() / instances);
    figures.put("WAL kB/instance", used.wal() / 1000.0 / instances);
    figures.put("steal %", used.steal());
    figures.put("others' CPU %", used.others());
    return figures;
  }

  private static void run(Walk walk, ProcessEngine engine, int instances) throws Exception {
    try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < instances; i++) {
        running.add(
          clients.submit(() -> {
            Authentication.setAuthenticatedUserId("operator");
            walk.through(engine);
          })
        );
      }
      for (var instance : running) {
        instance.get();
      }
    }
  }

  private static void straight(ProcessEngine engine) {
    engine.getRuntimeService().startProcessInstanceByKey("straight", Map.of("amount", 100));
  }

  private static void withPerson(ProcessEngine engine) {
    var instance = engine
      .getRuntimeService()
      .startProcessInstanceByKey("person", Map.of("amount", 100));
    var task = engine
      .getTaskService()
      .createTaskQuery()
      .processInstanceId(instance.getId())
      .singleResult();
    engine.getTaskService().complete(task.getId(), Map.of("booked", true));
  }

  private static void deploy(ProcessEngine engine) {
    engine
      .getRepositoryService()
      .createDeployment()
      .addString("straight.bpmn20.xml", STRAIGHT)
      .addString("person.bpmn20.xml", PERSON)
      .deploy();
  }

  private static HikariDataSource pool(DurableServer.Database database) {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(database.url());
    pool.setUsername(database.username());
    pool.setPassword(database.password());
    pool.setMaximumPoolSize(Options.CONNECTIONS);
    return pool;
  }

  private static ProcessEngine stock(HikariDataSource pool) {
    return ProcessEngineConfiguration.createStandaloneProcessEngineConfiguration()
      .setEngineName("stock")
      .setDataSource(pool)
      .setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE)
      .setAsyncExecutorActivate(true)
      .buildProcessEngine();
  }

  private static ConfigurableApplicationContext steward(Bench bench) throws Exception {
    var database = bench.server().create("plain_steward");
    var definitions = Definitions.write(
      Path.of("target/benchmark/definitions"),
      bench.stub().url()
    );
    var properties = List.of(
      "server.port=0",
      "spring.datasource.url=" + database.url(),
      "spring.datasource.username=" + database.username(),
      "spring.datasource.password=" + database.password(),
      "spring.datasource.hikari.maximum-pool-size=" + Options.CONNECTIONS,
      "steward.demo.leads=false",
      "steward.tools=" + definitions.tools(),
      "steward.agents=" + definitions.agents(),
      "steward.definitions.processes=" + definitions.processes()
    );
    return new SpringApplicationBuilder(StewardApplication.class).run(
      properties
        .stream()
        .map(property -> "--" + property)
        .toArray(String[]::new)
    );
  }
}
