package dev.steward.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rule that matched, with what its output cells say. */
record Row(Verdict.Rule rule, Map<String, @Nullable Object> cells) {
  @Nullable
  String text(String output) {
    var cell = cells.get(output);
    return cell == null || cell.toString().isBlank() ? null : cell.toString();
  }

  @Nullable
  BigDecimal number(String output) {
    var cell = text(output);
    return cell == null ? null : new BigDecimal(cell);
  }

  @Nullable
  Duration duration(String output) {
    var cell = text(output);
    return cell == null ? null : Duration.parse(cell);
  }

  static List<Verdict.Rule> rules(List<Row> rows) {
    return rows.stream().map(Row::rule).toList();
  }
}
