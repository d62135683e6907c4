package dev.steward.benchmark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to measure. Each is a system property, {@code -Dbenchmark.<name>=…}, with lists separated by commas.
 *
 * @param parts {@code runs}, {@code plain}, {@code waiting}, {@code decision}, {@code gateway}, {@code verdict}, {@code tasks},
 *     {@code pages}, {@code monitoring}
 * @param sizes of one measurement of {@code runs}: how many runs are in flight at once
 * @param systems see {@link Systems}
 * @param warmUp runs that each system does before it is measured
 * @param steward properties of the Steward under test, {@code name=value}
 * @param instances of the plain process in one trial
 * @param waiting instances at once that wait for a person
 * @param decisions to be measured one after the other, and as many again side by side
 * @param tasks open while lists of them, and pages, are measured
 * @param steps in the journals while figures are
 */
record Options(
  List<String> parts,
  List<Integer> sizes,
  List<String> systems,
  int trials,
  int warmUp,
  Map<String, String> steward,
  int instances,
  int waiting,
  int decisions,
  int tasks,
  int steps
) {
  /** JDBC connections that a system may have at most, in all. */
  static final int CONNECTIONS = 20;

  static Options read() {
    return new Options(
      list("parts", "runs,plain,waiting,decision,gateway,verdict,tasks,pages,monitoring"),
      list("sizes", "200,1000,5000").stream().map(Integer::valueOf).toList(),
      list("systems", String.join(",", Systems.NAMES)),
      number("trials", 3),
      number("warmUp", 1000),
      pairs(list("steward", "steward.engine.work-in-flight=5000")),
      number("instances", 4000),
      number("waiting", 10_000),
      number("decisions", 100),
      number("tasks", 50_000),
      number("steps", 1_000_000)
    );
  }

  /** The same with one more property of the Steward under test. */
  Options with(String name, String value) {
    var properties = new LinkedHashMap<>(steward);
    properties.put(name, value);
    return new Options(
      parts,
      sizes,
      systems,
      trials,
      warmUp,
      properties,
      instances,
      waiting,
      decisions,
      tasks,
      steps
    );
  }

  private static int number(String name, int usual) {
    return Integer.getInteger("benchmark." + name, usual);
  }

  private static List<String> list(String name, String usual) {
    return Arrays.stream(System.getProperty("benchmark." + name, usual).split(","))
      .map(String::strip)
      .filter(entry -> !entry.isEmpty())
      .toList();
  }

  private static Map<String, String> pairs(List<String> list) {
    var pairs = new LinkedHashMap<String, String>();
    list.forEach(entry ->
      pairs.put(entry.replaceFirst("=.*", ""), entry.replaceFirst("[^=]*=", ""))
    );
    return pairs;
  }
}
