package dev.steward.benchmark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.StewardApplication;
import dev.steward.database.DurableServer;
import dev.steward.journal.GroupCommit;
import dev.steward.journal.Step;
import dev.steward.journal.Steps;
import dev.steward.journal.Write;
import dev.steward.policy.Policies;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Mandate;
import dev.steward.process.spi.WorkContext;
import dev.steward.tool.CallOutcome;
import dev.steward.tool.CallScope;
import dev.steward.tool.JavaTool;
import dev.steward.tool.ProposedCall;
import dev.steward.tool.ToolGateway;
import dev.steward.tool.adapter.Adapters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One tool call after the other through the gateway, from what the model proposed to the answer on record. The gateway's own time is
 * what is left without the verdict of the tables, the waits for the database, and the target.
 */
class GatewayBenchmark {

  private static final int CALLS = 10_000;
  private static final int WARM_UP = 20_000;
  private static final String TOOL = "benchmark.note";

  private final Options options = Options.read();

  @Configuration(proxyBeanMethods = false)
  static class Stopwatches {

    @Bean
    static Elsewhere elsewhere() {
      return new Elsewhere();
    }

    @Bean
    JavaTool target() {
      return (arguments, key) -> JsonNodeFactory.instance.objectNode().put("ok", true);
    }
  }

  /** Adds up, for the thread that calls, the time in which something else than the gateway is at work. */
  static final class Elsewhere implements BeanPostProcessor {

    private static final Map<Class<?>, String> MEASURED = Map.of(
      GroupCommit.class,
      "commit",
      Policies.class,
      "decide",
      Adapters.class,
      "call"
    );

    private final ThreadLocal<long[]> nanos = ThreadLocal.withInitial(() -> new long[1]);

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      for (var measured : MEASURED.entrySet()) {
        if (measured.getKey().isInstance(bean)) {
          return watched(bean, measured.getValue());
        }
      }
      return bean;
    }

    private Object watched(Object bean, String method) {
      var factory = new ProxyFactory(bean);
      factory.setProxyTargetClass(!(bean instanceof Policies));
      factory.addAdvice(
        (MethodInterceptor) call -> {
          if (!call.getMethod().getName().equals(method)) {
            return call.proceed();
          }
          long started = System.nanoTime();
          try {
            return call.proceed();
          } finally {
            nanos.get()[0] += System.nanoTime() - started;
          }
        }
      );
      return factory.getProxy();
    }

    long take() {
      long taken = nanos.get()[0];
      nanos.get()[0] = 0;
      return taken;
    }
  }

  @Test
  void measureGateway() throws Exception {
    assumeTrue(options.parts().contains("gateway"));
    try (var bench = Bench.open()) {
      var database = bench.server().create("gateway");
      try (var application = application(database)) {
        var report = bench.report("gateway", "A tool call through the gateway");
        run(application, WARM_UP);
        for (int trial = 1; trial <= options.trials(); trial++) {
          bench.meter().checkpoint();
          Thread.sleep(Meter.UNTIL_COUNTED);
          var before = bench.meter().read(Meter.NOBODY, database.name());
          var own = run(application, CALLS);
          var after = bench.meter().read(Meter.NOBODY, database.name());
          Thread.sleep(Meter.UNTIL_COUNTED);
          var used = after
            .withCounted(bench.meter().read(Meter.NOBODY, database.name()))
            .since(before);
          report.add("one after the other", figures(own, used));
        }
      }
    }
  }

  private static Map<String, Double> figures(List<Double> own, Meter.Reading used) {
    var percentiles = Percentiles.of(own);
    var figures = new LinkedHashMap<String, Double>();
    figures.put("own p50 ms", percentiles.p50());
    figures.put("own p95 ms", percentiles.p95());
    figures.put("own p99 ms", percentiles.p99());
    figures.put("own longest ms", percentiles.longest());
    figures.put("calls/s", own.size() / used.seconds());
    figures.put("commits/call", (double) used.commits() / own.size());
    figures.put("CPU ms/call", (double) used.harness() / own.size());
    figures.put("PostgreSQL CPU ms/call", (double) used.postgres() / own.size());
    figures.put("steal %", used.steal());
    figures.put("others' CPU %", used.others());
    return figures;
  }

  /** @return the gateway's own time for each call, in milliseconds */
  private static List<Double> run(ConfigurableApplicationContext application, int calls) {
    var own = new ArrayList<Double>();
    var elsewhere = application.getBean(Elsewhere.class);
    var gateway = application.getBean(ToolGateway.class);
    var scope = scope();
    var steps = steps(application, scope.workId());
    for (int turn = 1; turn <= calls; turn++) {
      var proposed = List.of(new ProposedCall(TOOL, "id", arguments(turn), "Because", null));
      elsewhere.take();
      long started = System.nanoTime();
      var step = new Step();
      var open = gateway.propose(step, scope, turn, proposed);
      steps.commit(step);
      var outcome = gateway.advance(scope, steps, open).getFirst();
      steps.flush();
      own.add((System.nanoTime() - started - elsewhere.take()) / 1e6);
      if (!(outcome instanceof CallOutcome.Settled settled) || !settled.succeeded()) {
        throw new IllegalStateException("The call came to " + outcome);
      }
    }
    return own;
  }

  private static JsonNode arguments(int number) {
    return JsonNodeFactory.instance.objectNode().put("text", "Note " + number);
  }

  private static Steps steps(ConfigurableApplicationContext application, UUID work) {
    application
      .getBean(JdbcClient.class)
      .sql(
        "INSERT INTO tool_task (id, execution_id, context, created_at) VALUES (:id, 'none', '{}', now())"
      )
      .param("id", work)
      .update();
    var guard = Write.of("UPDATE tool_task SET epoch = epoch WHERE id = :id").with("id", work);
    return new Steps(application.getBean(GroupCommit.class), guard, guard);
  }

  private static CallScope scope() {
    var id = UUID.randomUUID();
    return new CallScope(
      id,
      new WorkContext(
        "benchmark",
        1,
        id.toString(),
        id.toString(),
        "note",
        "Note",
        null,
        "app",
        "sandbox",
        "internal-summarization",
        "standard",
        Labels.NONE,
        Mandate.of("app"),
        false
      ),
      "note-writer",
      Set.of(TOOL),
      Labels.NONE,
      false
    );
  }

  private static ConfigurableApplicationContext application(DurableServer.Database database)
    throws IOException {
    var tools = Path.of("target/benchmark/gateway/tools");
    Files.createDirectories(tools);
    Files.writeString(
      tools.resolve(TOOL + ".yaml"),
      """
      name: %s
      title: Write a note
      description: Writes one note.
      owner: benchmark
      class: write
      reversible: true
      requires: crm:write
      audience: internal
      trust: trusted
      effect: keyed
      arguments:
        type: object
        additionalProperties: false
        required: [text]
        properties: {text: {type: string, maxLength: 200}}
      result: {type: object, required: [ok], properties: {ok: {type: boolean}}}
      environments:
        sandbox:
          bean: {name: target}
      """.formatted(TOOL)
    );
    return new SpringApplicationBuilder(StewardApplication.class, Stopwatches.class).run(
      "--server.port=0",
      "--spring.datasource.url=" + database.url(),
      "--spring.datasource.username=" + database.username(),
      "--spring.datasource.password=" + database.password(),
      "--steward.demo.leads=false",
      "--steward.tools=" + tools,
      "--steward.agents=" + tools.resolveSibling("agents"),
      "--steward.definitions.processes=" + tools.resolveSibling("processes")
    );
  }
}
