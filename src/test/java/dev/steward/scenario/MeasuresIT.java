package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;

/** What Prometheus reads, and that the dashboard and the alerts ask for nothing else. */
@AutoConfigureObservability(tracing = false)
class MeasuresIT extends ApplicationIT {

  private static final Pattern MEASURE = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+(?=[{\\[)\\s]|$)");
  private static final Pattern BY = Pattern.compile("\\bby \\([^)]*\\)");
  private static final Set<String> FUNCTIONS = Set.of("histogram_quantile");

  @Test
  void measuresAgentsModelsToolsAndWhatWaits() throws IOException {
    var id = scenario.start("measured-1", Scenario.FITTING_LEAD);
    scenario.awaitTask(id, "send-message");

    var measures = read();

    assertThat(measures)
      .containsPattern(
        "gen_ai_client_operation_duration_seconds_count\\{[^}]*gen_ai_request_model=\"rehearsal\""
      )
      .containsPattern("gen_ai_client_token_usage_sum\\{[^}]*gen_ai_token_type=\"input\"")
      .containsPattern(
        "steward_agent_seconds_count\\{[^}]*gen_ai_agent_name=\"account-researcher\""
      )
      .containsPattern(
        "steward_tool_seconds_count\\{[^}]*gen_ai_tool_name=\"company.lookup\"[^}]*steward_outcome=\"succeeded\"[^}]*} 1"
      )
      .containsPattern("steward_tasks_open\\{[^}]*kind=\"tool-review\"[^}]*} 1")
      .containsPattern("steward_instances_open(\\{[^}]*})? 1")
      .doesNotContain("aoife.brennan", id);
    assertThat(measuresOf(dashboard().findValues("expr"))).isSubsetOf(names(measures));
    assertThat(measuresOf(alerts().findValues("expr"))).isSubsetOf(names(withAnAlert()));
  }

  /** One that is raised at once, since only then there is a measure of it. */
  private String withAnAlert() {
    var few = Map.of(
      "figure",
      "open-tasks",
      "group",
      "sales",
      "window",
      "PT1H",
      "comparison",
      "below",
      "threshold",
      1_000_000,
      "minimum",
      0,
      "severity",
      "warning",
      "tell",
      List.of()
    );
    api.as("operator").put("/api/alerts/measured", few).expect(200);
    return await()
      .atMost(Duration.ofMinutes(2))
      .pollInterval(Duration.ofSeconds(1))
      .until(
        this::read,
        measures ->
          measures.contains("steward_alerts_firing{") && measures.contains("alert=\"measured\"")
      );
  }

  private String read() {
    return api.as("operator").with("Accept", "text/plain").get("/actuator/prometheus").text();
  }

  private static JsonNode dashboard() throws IOException {
    return new ObjectMapper().readTree(Path.of("docker/grafana/dashboards/steward.json").toFile());
  }

  private static JsonNode alerts() throws IOException {
    return new YAMLMapper().readTree(Path.of("docker/prometheus/alerts.yaml").toFile());
  }

  private static Set<String> measuresOf(Iterable<JsonNode> expressions) {
    var found = new TreeSet<String>();
    for (var expression : expressions) {
      MEASURE.matcher(BY.matcher(expression.asText().replaceAll("\\{[^}]*}", "{")).replaceAll(" "))
        .results()
        .map(match -> match.group())
        .filter(name -> !FUNCTIONS.contains(name))
        .forEach(found::add);
    }
    assertThat(found).hasSizeGreaterThan(4);
    return found;
  }

  private static Set<String> names(String measures) {
    var names = new TreeSet<String>();
    measures
      .lines()
      .filter(line -> !line.startsWith("#"))
      .map(line -> line.split("[{ ]", 2)[0])
      .forEach(names::add);
    return names;
  }
}
