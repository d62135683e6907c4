package dev.steward.evaluation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What all cases came to, beside the last time: by model, then case, the share of trials that passed. */
final class GoldenReport {

  private static final ObjectMapper JSON = JsonMapper.builder()
    .enable(SerializationFeature.INDENT_OUTPUT)
    .build();

  private final String model;
  private final Path last;
  private final Map<String, Map<String, Double>> byModel;
  private final Map<String, List<TriedCase>> tried = new TreeMap<>();

  GoldenReport(String model, Path last) throws IOException {
    this.model = model;
    this.last = last;
    this.byModel = Files.exists(last)
      ? JSON.readValue(Files.readString(last), new TypeReference<>() {})
      : new TreeMap<>();
  }

  void add(String agent, TriedCase one) {
    tried.computeIfAbsent(agent, any -> new ArrayList<>()).add(one);
  }

  /** Cases of which a smaller share passed than the last time, with what is amiss. */
  List<String> worse() {
    var before = before();
    return rates()
      .entrySet()
      .stream()
      .filter(rate -> rate.getValue() < before.getOrDefault(rate.getKey(), 0.0))
      .map(rate -> rate.getKey() + " " + findings(rate.getKey()))
      .toList();
  }

  void keep() throws IOException {
    byModel.put(model, rates());
    Files.writeString(last, JSON.writeValueAsString(new TreeMap<>(byModel)) + "\n");
  }

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
      folder.resolve("report.json"),
      JSON.writeValueAsString(Map.of("model", model, "agents", tried))
    );
    Files.writeString(folder.resolve("report.md"), markdown());
  }

  private Map<String, Double> before() {
    return byModel.getOrDefault(model, Map.of());
  }

  private Map<String, Double> rates() {
    var rates = new TreeMap<String, Double>();
    tried.forEach((agent, all) ->
      all
        .stream()
        .collect(Collectors.groupingBy(TriedCase::name))
        .forEach((name, trials) -> rates.put(agent + "/" + name, Figures.of(trials).passRate()))
    );
    return rates;
  }

  private List<Finding> findings(String name) {
    return tried
      .getOrDefault(name.substring(0, name.indexOf('/')), List.of())
      .stream()
      .filter(one -> name.endsWith("/" + one.name()))
      .flatMap(one -> one.findings().stream())
      .distinct()
      .toList();
  }

  private String markdown() {
    var text = new StringBuilder("# Golden cases with the model " + model + "\n\n");
    text.append("| agent | passed | classification | tools | routing | cost | p50 | p95 |\n");
    text.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
    tried.forEach((agent, all) -> {
      var figures = Figures.of(all);
      text.append(
        "| %s | %d of %d | %.0f %% | %.0f %% | %.0f %% | %s | %d ms | %d ms |%n".formatted(
          agent,
          figures.passed(),
          figures.trials(),
          100 * figures.classification(),
          100 * figures.toolUse(),
          100 * figures.routing(),
          figures.costUsd().toPlainString(),
          figures.latencyP50Ms(),
          figures.latencyP95Ms()
        )
      );
    });
    text.append("\n| case | now | last time | |\n| --- | --- | --- | --- |\n");
    var before = before();
    rates().forEach((name, rate) -> {
      var earlier = before.get(name);
      text.append(
        "| %s | %.0f %% | %s | %s |%n".formatted(
          name,
          100 * rate,
          earlier == null ? "new" : "%.0f %%".formatted(100 * earlier),
          findings(name)
            .stream()
            .map(one ->
              "%s %s: expected %s, got %s".formatted(
                one.kind().name().toLowerCase(java.util.Locale.ROOT),
                one.place(),
                one.expected(),
                one.got()
              )
            )
            .collect(Collectors.joining("; "))
            .replace("|", "\\|")
        )
      );
    });
    return text.toString();
  }
}
