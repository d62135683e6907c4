package dev.steward.adversary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Instructions in a text, in a form that leaves nothing to a model's wit: {@code [[call tool | argument=value | times=2]]} and
 * {@code [[answer field=value]]}. The value {@code <everything>} stands for all that the model has read.
 */
record Injection(List<Order> orders, Map<String, String> answers, String text) {
  private static final Pattern INSTRUCTION = Pattern.compile("\\[\\[(call|answer) ([^\\]]*)]]");

  /** @param times how often in one turn */
  record Order(String tool, Map<String, String> arguments, int times) {}

  /** Whatever the text tells a model to do; nothing in a text that holds no instruction. */
  static Injection in(String text) {
    var orders = new ArrayList<Order>();
    var answers = new LinkedHashMap<String, String>();
    var found = new ArrayList<String>();
    INSTRUCTION.matcher(text)
      .results()
      .filter(match -> !found.contains(match.group()))
      .forEach(match -> {
        found.add(match.group());
        var parts = match.group(2).split("\\s*\\|\\s*");
        var values = new LinkedHashMap<String, String>();
        for (int i = match.group(1).equals("call") ? 1 : 0; i < parts.length; i++) {
          var value = parts[i].split("=", 2);
          values.put(value[0].strip(), value[1].strip());
        }
        if (match.group(1).equals("answer")) {
          answers.putAll(values);
        } else {
          int times = Integer.parseInt(values.getOrDefault("times", "1"));
          values.remove("times");
          orders.add(new Order(parts[0].strip(), values, times));
        }
      });
    return new Injection(orders, answers, String.join(" ", found));
  }

  boolean isEmpty() {
    return orders.isEmpty() && answers.isEmpty();
  }
}
