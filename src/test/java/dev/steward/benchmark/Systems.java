package dev.steward.benchmark;

import dev.steward.database.DurableServer;
import java.util.List;

/** The systems that do the same work, by the names {@code -Dbenchmark.systems} knows. */
final class Systems {

  static final List<String> NAMES = List.of("steward");

  private Systems() {}

  /** What of a number of runs a system is given: one that would need hours for it does fewer. */
  static int atMost(String name, int runs) {
    return name.equals("delegate") ? Math.min(runs, 200) : runs;
  }

  static Subject start(String name, DurableServer.Database database, Stub stub, Options options)
    throws Exception {
    return switch (name) {
      case "steward" -> Steward.start(database, stub, options);
      default -> throw new IllegalArgumentException("There is no system '" + name + "'");
    };
  }
}
