package dev.steward.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steward.process.instance.ManyInstances;
import dev.steward.process.task.ManyTasks;
import dev.steward.scenario.Browser;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * How long it takes in a real browser with an empty cache from an address to the first rows, with thousands of open tasks and many more
 * instances.
 */
class FirstContentBenchmark {

  private static final String PAGES = "first-content";
  private static final Pattern PRINTED = Pattern.compile("first content of (.+): (\\d+) ms");

  private final Options options = Options.read();

  @Test
  void measurePages() throws Exception {
    assumeTrue(options.parts().contains("pages"));
    try (var bench = Bench.open()) {
      var report = bench.report(
        "pages",
        "First content with %,d open tasks and %,d instances".formatted(
          options.tasks(),
          2 * options.tasks()
        )
      );
      var database = bench.server().create("pages");
      try (var steward = Steward.start(database, bench.stub(), options)) {
        var task = steward.oneTask();
        try (var connection = database.connect()) {
          ManyTasks.copy(connection, task.path("id").asText(), options.tasks());
          ManyInstances.copy(connection, task.path("instanceId").asText(), 2 * options.tasks());
        }
        Browser.runs(PAGES, steward.port(), Map.of());
      }
      var printed = PRINTED.matcher(Files.readString(Browser.output(PAGES)));
      int loads = 0;
      while (printed.find()) {
        report.add(printed.group(1), Map.of("ms", Double.valueOf(printed.group(2))));
        loads++;
      }
      assertThat(loads).as("loads that were measured").isPositive();
    }
  }
}
