package dev.steward.monitoring;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Figures by RFC 4180. */
final class Csv {

  private static final String HEAD =
    "category,figure,unit,by,group,at,value,numerator,denominator,definition";

  private Csv() {}

  static String of(MonitoringView view) {
    var text = new StringBuilder(HEAD).append("\r\n");
    for (var category : view.categories()) {
      for (var figure : category.figures()) {
        line(text, figure.id(), null, null, null, figure.measured(), figure.definition());
        for (var point : figure.series()) {
          line(text, figure.id(), null, null, point.at(), point.measured(), null);
        }
        for (var group : view.groups()) {
          var measured = group.figures().get(figure.id().id());
          if (measured != null) {
            line(
              text,
              figure.id(),
              Objects.requireNonNull(view.by()).id(),
              group.name(),
              null,
              measured,
              null
            );
          }
        }
      }
    }
    return text.toString();
  }

  private static void line(
    StringBuilder text,
    Figure figure,
    @Nullable String by,
    @Nullable String group,
    @Nullable Object at,
    Measured measured,
    @Nullable String definition
  ) {
    List<@Nullable Object> cells = Arrays.asList(
      figure.category().id(),
      figure.id(),
      figure.unit().id(),
      by,
      group,
      at,
      measured.value(),
      measured.numerator(),
      measured.denominator(),
      definition
    );
    text.append(cells.stream().map(Csv::cell).collect(Collectors.joining(","))).append("\r\n");
  }

  private static String cell(@Nullable Object value) {
    var plain = switch (value) {
      case null -> "";
      case BigDecimal number -> number.toPlainString();
      default -> value.toString();
    };
    // A spreadsheet would run a name that begins like a formula.
    var text =
      value instanceof String && !plain.isEmpty() && "=+-@\t\r".indexOf(plain.charAt(0)) >= 0
        ? "'" + plain
        : plain;
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
      ? '"' + text.replace("\"", "\"\"") + '"'
      : text;
  }
}
