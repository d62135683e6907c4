package dev.steward.process.check;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.steward.process.engine.Expressions;
import dev.steward.process.spi.VariableTemplate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the values of attributes and texts may be. */
final class Values {

  private static final Pattern ONE_EXPRESSION = Pattern.compile("[$#]\\{[^{}]*}");
  private static final Pattern PATH = Pattern.compile(
    "[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*"
  );
  private static final String LITERAL = "(\"[^\"\\\\{}#$]*\"|-?\\d+(\\.\\d+)?|true|false)";
  private static final Pattern ONE_LITERAL = Pattern.compile(LITERAL);
  private static final Pattern TEST = Pattern.compile("-?|((==|!=|<=?|>=?)\\s*)?" + LITERAL);
  private static final Pattern NUMBER = Pattern.compile("(?=.*[1-9])\\d{1,7}(\\.\\d{1,3})?");
  private static final Pattern PERIOD = Pattern.compile(
    "P(?=.*[1-9])(\\d{1,3}Y)?(\\d{1,4}M)?(\\d{1,4}W)?(\\d{1,5}D)?"
  );
  private static final Pattern REPETITION = Pattern.compile("R(\\d{0,4})/(.+)");

  private Values() {}

  /** @param message what is wrong, to follow the name of what holds the value */
  record Problem(Rule rule, String message) {}

  static Optional<Problem> problem(String value, Vocabulary.Kind kind) {
    return switch (kind) {
      case PLAIN -> Expressions.isIn(value)
        ? wrong(Rule.EXPRESSION, "takes no expression")
        : Optional.empty();
      case EXPRESSIONS -> expressions(value);
      case CONDITION -> ONE_EXPRESSION.matcher(value.strip()).matches()
        ? expressions(value)
        : Optional.of(
            expressions(value).orElse(
              new Problem(Rule.EXPRESSION, "must be one expression, such as ${fit.sure == true}")
            )
          );
      case FLAG -> value.equals("true") || value.equals("false")
        ? Optional.empty()
        : wrong(Rule.VALUE_NOT_ALLOWED, "must be true or false");
      case TIME -> Expressions.isIn(value) ? time(value) : fixedTime(value);
      case FIXED_TIME -> fixedTime(value);
      case REFERENCES -> references(value);
      case PATH -> matching(value, PATH, "must be a variable or a path in one");
      case TEST -> matching(value, TEST, "must be a value, a comparison with one, or -");
      case LITERAL -> matching(
        value,
        ONE_LITERAL,
        "must be a text in quotes, a number, true or false"
      );
      case NUMBER -> NUMBER.matcher(value.strip()).matches()
        ? Optional.empty()
        : wrong(Rule.VALUE_NOT_ALLOWED, "must be a number above zero, such as 45 or 0.5");
      case PERIOD -> PERIOD.matcher(value.strip()).matches()
        ? Optional.empty()
        : wrong(
            Rule.VALUE_NOT_ALLOWED,
            "must be a number of days, weeks, months or years, such as P400D or P10Y"
          );
      case NOTHING -> wrong(Rule.TEXT_NOT_ALLOWED, "is not allowed: there must be none");
    };
  }

  private static Optional<Problem> expressions(String value) {
    var problems = Expressions.check(value).problems();
    return problems.isEmpty()
      ? Optional.empty()
      : wrong(
          Rule.EXPRESSION,
          "holds an expression that is not allowed: " + String.join("; ", problems)
        );
  }

  private static Optional<Problem> time(String value) {
    return ONE_EXPRESSION.matcher(value.strip()).matches()
      ? expressions(value)
      : Optional.of(
          expressions(value).orElse(
            new Problem(Rule.TIMER, "must be one expression, or a time in ISO 8601")
          )
        );
  }

  private static Optional<Problem> fixedTime(String value) {
    return isTime(value.strip())
      ? Optional.empty()
      : wrong(
          Rule.TIMER,
          "must be a date, duration or repetition in ISO 8601, such as 2027-01-31T08:00:00, P3D or R3/PT1H"
        );
  }

  private static Optional<Problem> references(String value) {
    var rest = VariableTemplate.fillText(value, name -> MissingNode.getInstance());
    return Expressions.isIn(rest)
      ? wrong(
          Rule.REFERENCE,
          "holds something else than references to variables, such as ${lead.company}"
        )
      : Optional.empty();
  }

  private static Optional<Problem> matching(String value, Pattern pattern, String message) {
    return pattern.matcher(value.strip()).matches()
      ? Optional.empty()
      : wrong(Rule.DECISION_CELL, message);
  }

  private static boolean isTime(String text) {
    var repetition = REPETITION.matcher(text);
    if (repetition.matches()) {
      return Stream.of(repetition.group(2).split("/", 2)).allMatch(Values::isMomentOrDuration);
    }
    return isMomentOrDuration(text);
  }

  private static boolean isMomentOrDuration(String text) {
    return (
      reads(Duration::parse, text) ||
      reads(Period::parse, text) ||
      reads(OffsetDateTime::parse, text) ||
      reads(LocalDateTime::parse, text) ||
      reads(LocalDate::parse, text) ||
      isMixedDuration(text)
    );
  }

  /** Years to days with a time of day, which Java has no type for. */
  private static boolean isMixedDuration(String text) {
    int time = text.indexOf('T');
    return (
      time > 1 &&
      reads(Period::parse, text.substring(0, time)) &&
      reads(Duration::parse, "P" + text.substring(time))
    );
  }

  private static boolean reads(Consumer<String> parser, String text) {
    try {
      parser.accept(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static Optional<Problem> wrong(Rule rule, String message) {
    return Optional.of(new Problem(rule, message));
  }
}
