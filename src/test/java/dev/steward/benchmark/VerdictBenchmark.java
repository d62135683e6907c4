package dev.steward.benchmark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steward.StewardApplication;
import dev.steward.database.DurableServer;
import dev.steward.policy.Policies;
import dev.steward.policy.Question;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One question after the other to a decision table of 20 and to one of 200 rules: questions that were never asked before, so that the
 * DMN engine has to answer, and the same one again, which is remembered. Each question matches a few rules.
 */
class VerdictBenchmark {

  private static final int QUESTIONS = 2_000;
  private static final int WARM_UP = 6_000;
  private static final List<Integer> RULES = List.of(20, 200);
  private static final List<String> RISKS = List.of(
    "internal-summarization",
    "record-enrichment",
    "customer-outreach",
    "financial-action"
  );

  private final Options options = Options.read();

  @Test
  void measureVerdicts() throws Exception {
    assumeTrue(options.parts().contains("verdict"));
    try (var bench = Bench.open()) {
      var report = bench.report("verdict", "A verdict of the decision tables");
      for (int rules : RULES) {
        var database = bench.server().create("verdict" + rules);
        try (var application = application(database, rules)) {
          var policies = application.getBean(Policies.class);
          ask(policies, 0, WARM_UP, true);
          for (int trial = 1; trial <= options.trials(); trial++) {
            int first = WARM_UP + trial * QUESTIONS;
            report.add(rules + " rules", figures(ask(policies, first, QUESTIONS, true)));
            report.add(
              rules + " rules, remembered",
              figures(ask(policies, first, QUESTIONS, false))
            );
          }
        }
      }
    }
  }

  private static Map<String, Double> figures(List<Double> millis) {
    var percentiles = Percentiles.of(millis);
    var figures = new LinkedHashMap<String, Double>();
    figures.put("p50 ms", percentiles.p50());
    figures.put("p95 ms", percentiles.p95());
    figures.put("p99 ms", percentiles.p99());
    return figures;
  }

  /** @return how long each took, in milliseconds */
  private static List<Double> ask(Policies policies, int first, int questions, boolean anew) {
    var millis = new ArrayList<Double>();
    for (int i = first; i < first + questions; i++) {
      var question = question(anew ? i : first);
      long started = System.nanoTime();
      var verdict = policies.decide(question).verdict();
      millis.add((System.nanoTime() - started) / 1e6);
      if (verdict.rules().isEmpty()) {
        throw new IllegalStateException("No rule answers " + question);
      }
    }
    return millis;
  }

  /** The amount is another one each time; whatever else it is, three times out of four the risk class matches. */
  private static Question question(int number) {
    return new Question(
      RISKS.get(number % RISKS.size()),
      "write",
      number % 2 == 0,
      "sandbox",
      "note-writer",
      "crm.update-lead",
      "internal",
      "standard",
      number % 3 == 0,
      number % 5 == 0,
      new BigDecimal("0.9"),
      BigDecimal.valueOf(number),
      Set.of("app")
    );
  }

  private static ConfigurableApplicationContext application(
    DurableServer.Database database,
    int rules
  ) throws IOException {
    var folder = Path.of("target/benchmark/verdict");
    var policies = folder.resolve("policies-" + rules);
    Files.createDirectories(policies);
    Files.writeString(policies.resolve("benchmark.dmn"), table(rules));
    return new SpringApplicationBuilder(StewardApplication.class).run(
      "--server.port=0",
      "--spring.datasource.url=" + database.url(),
      "--spring.datasource.username=" + database.username(),
      "--spring.datasource.password=" + database.password(),
      "--steward.demo.leads=false",
      "--steward.policies=" + policies,
      "--steward.tools=" + folder.resolve("tools"),
      "--steward.agents=" + folder.resolve("agents"),
      "--steward.definitions.processes=" + folder.resolve("processes")
    );
  }

  private record Column(String name, String type) {}

  private static final List<Column> INPUTS = List.of(
    new Column("toolClass", "string"),
    new Column("audience", "string"),
    new Column("riskClass", "string"),
    new Column("reversible", "boolean"),
    new Column("environment", "string"),
    new Column("accountSensitivity", "string"),
    new Column("untrusted", "boolean"),
    new Column("amount", "number")
  );

  private static String table(int rules) {
    var inputs = INPUTS.stream()
      .map(column ->
        "<input id=\"in-%1$s\"><inputExpression id=\"ex-%1$s\" typeRef=\"%2$s\"><text>%1$s</text></inputExpression></input>".formatted(
          column.name(),
          column.type()
        )
      )
      .collect(Collectors.joining("\n"));
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
      <decision id="benchmark" name="Benchmark">
        <decisionTable id="t" hitPolicy="COLLECT">
          %s
          <output id="out-verdict" name="verdict" typeRef="string" />
          <output id="out-reviewers" name="reviewers" typeRef="string" />
          <output id="out-reason" name="reason" typeRef="string" />
          %s
        </decisionTable>
      </decision>
    </definitions>
    """.formatted(
      inputs,
      IntStream.range(0, rules).mapToObj(VerdictBenchmark::rule).collect(Collectors.joining("\n"))
    );
  }

  private static String rule(int number) {
    var cells = List.of(
      "\"write\"",
      number % 8 == 7 ? "\"external\"" : "-",
      "\"%s\"".formatted(RISKS.get(number % RISKS.size())),
      number % 2 == 0 ? "true" : "-",
      "\"sandbox\"",
      number % 3 == 2 ? "!= \"standard\"" : "-",
      number % 5 == 4 ? "true" : "-",
      number % 7 == 6 ? ">= 1000" : "-"
    );
    var entries = IntStream.range(0, cells.size())
      .mapToObj(i ->
        "<inputEntry id=\"c-%d-%d\"><text>%s</text></inputEntry>".formatted(
          number,
          i,
          cells.get(i).replace(">", "&gt;")
        )
      )
      .collect(Collectors.joining());
    return """
    <rule id="rule-%1$d">
      <description>Rule %1$d</description>
      %2$s
      <outputEntry id="v-%1$d"><text>"%3$s"</text></outputEntry>
      <outputEntry id="g-%1$d"><text>"sales"</text></outputEntry>
      <outputEntry id="w-%1$d"><text>"Because of rule %1$d."</text></outputEntry>
    </rule>
    """.formatted(number, entries, number % 6 == 5 ? "review" : "sample");
  }
}
