package dev.steward.benchmark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.steward.StewardApplication;
import dev.steward.database.DurableServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private interface Block {
    void run(ProcessEngine engine);
  }

  @Test
  void measurePlainProcesses() throws Exception {
    assumeTrue(options.parts().contains("plain"));
    try (
      var bench = Bench.open();
      var pool = pool(bench.server().create("plain_stock"));
      var context = steward(bench)
    ) {
      var engines = new LinkedHashMap<String, ProcessEngine>();
      engines.put("stock", stock(pool));
      engines.put("steward", context.getBean(ProcessEngine.class));
      var blocks = new LinkedHashMap<String, Block>();
      blocks.put("straight through", PlainProcessBenchmark::straight);
      blocks.put("with a user task", PlainProcessBenchmark::withPerson);
      for (var engine : engines.values()) {
        deploy(engine);
        for (var block : blocks.values()) {
          run(block, engine, options.instances() / 2);
        }
      }
      var report = bench.report("plain", "Processes without agents, by the engine's Java API");
      for (int trial = 1; trial <= options.trials(); trial++) {
        for (var block : blocks.entrySet()) {
          compare(block.getKey(), block.getValue(), engines, bench, report);
        }
      }
      engines.get("stock").close();
    }
  }

  private void compare(
    String name,
    Block block,
    Map<String, ProcessEngine> engines,
    Bench bench,
    Report report
  ) throws Exception {
    var rates = new LinkedHashMap<String, Double>();
    for (var engine : engines.entrySet()) {
      var figures = measure(block, engine.getValue(), "plain_" + engine.getKey(), bench);
      rates.put(engine.getKey(), figures.getOrDefault("instances/s", Double.NaN));
      report.add(engine.getKey() + ", " + name, figures);
    }
    report.add(
      "steward to stock, " + name,
      Map.of(
        "instances/s",
        rates.getOrDefault("steward", Double.NaN) / rates.getOrDefault("stock", Double.NaN)
      )
    );
  }

  private Map<String, Double> measure(
    Block block,
    ProcessEngine engine,
    String database,
    Bench bench
  ) throws Exception {
    bench.meter().checkpoint();
    Thread.sleep(Meter.UNTIL_COUNTED);
    var before = bench.meter().read(Meter.NOBODY, database);
    run(block, engine, options.instances());
    var after = bench.meter().read(Meter.NOBODY, database);
    Thread.sleep(Meter.UNTIL_COUNTED);
    var used = after.withCounted(bench.meter().read(Meter.NOBODY, database)).since(before);
    var figures = new LinkedHashMap<String, Double>();
    figures.put("instances/s", options.instances() / used.seconds());
    figures.put("client CPU ms/instance", (double) used.harness() / options.instances());
    figures.put("PostgreSQL CPU ms/instance", (double) used.postgres() / options.instances());
    figures.put("commits/instance", (double) used.commits() / options.instances());
    figures.put("WAL kB/instance", used.wal() / 1000.0 / options.instances());
    figures.put("steal %", used.steal());
    figures.put("others' CPU %", used.others());
    return figures;
  }

  private static void run(Block block, ProcessEngine engine, int instances) throws Exception {
    try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < instances; i++) {
        running.add(
          clients.submit(() -> {
            Authentication.setAuthenticatedUserId("operator");
            block.run(engine);
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
      properties.stream().map(property -> "--" + property).toArray(String[]::new)
    );
  }
}
