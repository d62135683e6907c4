package dev.steward.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The figures of one part, in {@code target/benchmark/<part>.json} and {@code .md}; written anew after every trial, so that an
 * interrupted benchmark leaves what it had.
 */
final class Report {

  private static final Path FOLDER = Path.of("target/benchmark");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String part;
  private final String title;
  private final Machine machine;
  private final Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final List<Trial> trials = new ArrayList<>();

  /** @param figures by what they are, unit included */
  record Trial(String subject, Map<String, Double> figures) {}

  record Spread(double median, double lowest, double highest) {
    static Spread of(List<Double> values) {
      var sorted = values.stream().sorted().toList();
      int middle = sorted.size() / 2;
      double median =
        sorted.size() % 2 == 1
          ? sorted.get(middle)
          : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
      return new Spread(median, sorted.getFirst(), sorted.getLast());
    }

    @Override
    public String toString() {
      return median == lowest && median == highest
        ? number(median)
        : "%s (%s–%s)".formatted(number(median), number(lowest), number(highest));
    }

    /** Three digits that count; a benchmark has no more. */
    private static String number(double value) {
      int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
      return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
  }

  Report(String part, String title, Machine machine) {
    this.part = part;
    this.title = title;
    this.machine = machine;
  }

  void add(String subject, Map<String, Double> figures) throws IOException {
    trials.add(new Trial(subject, figures));
    System.out.printf("%s: %s%n", subject, line(figures));
    write();
  }

  private static String line(Map<String, Double> figures) {
    return figures
      .entrySet()
      .stream()
      .map(figure -> figure.getKey() + " " + Spread.number(figure.getValue()))
      .collect(Collectors.joining(", "));
  }

  private void write() throws IOException {
    Files.createDirectories(FOLDER);
    var content = new LinkedHashMap<String, Object>();
    content.put("title", title);
    content.put("date", date.toString());
    content.put("machine", machine);
    content.put("summary", summary());
    content.put("trials", trials);
    JSON.writerWithDefaultPrettyPrinter().writeValue(
      FOLDER.resolve(part + ".json").toFile(),
      content
    );
    Files.writeString(FOLDER.resolve(part + ".md"), table());
  }

  /** By subject, then by figure. */
  private Map<String, Map<String, Spread>> summary() {
    var summary = new LinkedHashMap<String, Map<String, Spread>>();
    for (var trial : trials) {
      summary.computeIfAbsent(trial.subject(), subject -> {
        var spreads = new LinkedHashMap<String, Spread>();
        trial
          .figures()
          .keySet()
          .forEach(figure -> spreads.put(figure, spread(subject, figure)));
        return spreads;
      });
    }
    return summary;
  }

  private Spread spread(String subject, String figure) {
    return Spread.of(
      trials
        .stream()
        .filter(trial -> trial.subject().equals(subject))
        .map(trial -> trial.figures().getOrDefault(figure, Double.NaN))
        .toList()
    );
  }

  private String table() {
    var figures = trials
      .stream()
      .flatMap(trial -> trial.figures().keySet().stream())
      .distinct()
      .toList();
    var text = new StringBuilder();
    text.append("# ").append(title).append("\n\n");
    text.append("%s; %s%n%nMedians, with the range over the trials.%n%n".formatted(date, machine));
    text.append("| | ").append(String.join(" | ", figures)).append(" |\n");
    text.append("| --- |").append(" ---: |".repeat(figures.size())).append("\n");
    summary().forEach((subject, spreads) -> {
      text.append("| ").append(subject);
      figures.forEach(figure ->
        text.append(" | ").append(spreads.containsKey(figure) ? spreads.get(figure) : "")
      );
      text.append(" |\n");
    });
    return text.toString();
  }
}
