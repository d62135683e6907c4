package dev.steward.tool.imports;

import java.util.Locale;

/** Turns the names of other systems into those that contracts use. */
final class Names {

  private Names() {}

  /** {@code listOrders} and {@code GET /orders/{id}} become {@code list-orders} and {@code get-orders-id}. */
  static String dashed(String name) {
    var dashed = name
      .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
      .replaceAll("([A-Z]+)([A-Z][a-z])", "$1-$2")
      .toLowerCase(Locale.ROOT)
      .replaceAll("[^a-z0-9]+", "-")
      .replaceAll("^-+|-+$", "");
    return dashed.matches("[a-z].*") ? dashed : ("op-" + dashed).replaceAll("-+$", "");
  }

  /** {@code listOrders} becomes {@code List orders}. */
  static String sentence(String name) {
    var words = dashed(name).replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** As a contract's templates can refer to it. */
  static String argument(String name) {
    return name.replaceAll("[^A-Za-z0-9_-]", "_");
  }

  /** The environment variable that holds something for all contracts of a prefix: {@code CRM_TOKEN}. */
  static String variable(String prefix, String what) {
    return prefix.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_" + what;
  }

  /** Without white space that nobody sees. */
  static String text(String text) {
    return text.strip().replaceAll("[ \\t]*\\R", "\n");
  }

  /** At most so long, and whole words where that is possible. */
  static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = text.lastIndexOf(' ', most - 1);
    return text.substring(0, end > most / 2 ? end : most - 1) + "…";
  }
}
