package dev.steward.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.agent.Trials;
import dev.steward.scenario.ApplicationIT;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * All golden cases of all agents, against the rehearsal model or the one that {@code -Devaluate.model} names, held against the last
 * time. docs/evaluations.md says how to read and renew the report.
 */
class GoldenCasesIT extends ApplicationIT {

  private static final Path LAST = Path.of("evaluations/last.json");
  private static final String MODEL = System.getProperty("evaluate.model", "rehearsal");
  private static final int TRIALS = Integer.getInteger("evaluate.trials", 1);

  @Autowired
  private Cases cases;

  @Autowired
  private Trials trials;

  @Autowired
  private CaseTrials runner;

  @Test
  void passWhereTheyPassedTheLastTime() throws IOException {
    var report = new GoldenReport(MODEL, LAST);
    for (var agent : cases.agents()) {
      var role = trials.inForce(agent).orElseThrow();
      cases.of(agent).forEach((name, tried) -> {
        for (int trial = 1; trial <= TRIALS; trial++) {
          report.add(agent, runner.run(role, name, tried, trial, MODEL));
        }
      });
    }
    report.write(Path.of("target/evaluation"));
    if (Boolean.getBoolean("evaluate.update")) {
      report.keep();
    }

    assertThat(report.worse()).as("Cases that did better the last time").isEmpty();
  }

  @Test
  void areThereForEveryAgent() {
    var agents = List.of(Path.of("agents").toFile().list());
    assertThat(agents)
      .isNotEmpty()
      .allSatisfy(file ->
        assertThat(cases.of(file.replace(".yaml", "")))
          .as(file)
          .hasSizeGreaterThanOrEqualTo(5)
      );
  }
}
