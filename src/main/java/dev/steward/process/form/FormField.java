package dev.steward.process.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An input of a form and what it accepts.
 *
 * @param path names from the variable inwards, such as {@code [lead, company]}
 * @param editable false for fields that only show a value
 * @param multiple whether it takes several files
 * @param pattern is looked for anywhere in the text, as the browser does; anchors say otherwise
 */
record FormField(
  List<String> path,
  Type type,
  boolean editable,
  boolean required,
  @Nullable Integer minLength,
  @Nullable Integer maxLength,
  @Nullable BigDecimal min,
  @Nullable BigDecimal max,
  @Nullable Integer decimals,
  @Nullable Pattern pattern,
  @Nullable String validationType,
  FormOptions options,
  FileTypes files,
  boolean multiple
) {
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()./-]{2,}");

  enum Type {
    TEXT,
    DATE,
    TIME,
    DATE_TIME,
    NUMBER,
    FLAG,
    CHOICE,
    CHOICES,
    FILES,
  }

  FileField asFileField() {
    return new FileField(path, files, multiple);
  }

  /** What is wrong with a value, in words for the person who entered it. */
  Optional<String> problemWith(JsonNode value, JsonNode offered) {
    if (isEmpty(value)) {
      return required ? Optional.of("is required") : Optional.empty();
    }
    return switch (type) {
      case TEXT, DATE, TIME, DATE_TIME -> value.isTextual()
        ? problemWithText(value.textValue())
        : Optional.of("must be text");
      case NUMBER -> value.isNumber()
        ? problemWithNumber(value.decimalValue())
        : Optional.of("must be a number");
      case FLAG -> value.isBoolean() ? Optional.empty() : Optional.of("must be true or false");
      case FILES -> throw new IllegalStateException("Files are looked up, see FileValues");
      case CHOICE -> options.problemWith(value, offered);
      case CHOICES -> {
        if (!value.isArray()) {
          yield Optional.of("must be a list");
        }
        for (var item : value) {
          var problem = options.problemWith(item, offered);
          if (problem.isPresent()) {
            yield problem;
          }
        }
        yield Optional.empty();
      }
    };
  }

  private boolean isEmpty(JsonNode value) {
    return (
      value.isMissingNode() ||
      value.isNull() ||
      (value.isTextual() && value.textValue().isBlank()) ||
      (value.isArray() && value.isEmpty()) ||
      (type == Type.FLAG && required && value.isBoolean() && !value.booleanValue())
    );
  }

  private Optional<String> problemWithText(String text) {
    if (text.indexOf('\0') >= 0) {
      return Optional.of("holds a character that cannot be stored");
    }
    if (minLength != null && text.length() < minLength) {
      return Optional.of("must have at least " + minLength + " characters");
    }
    if (maxLength != null && text.length() > maxLength) {
      return Optional.of("must have at most " + maxLength + " characters");
    }
    if ("email".equals(validationType) && !EMAIL.matcher(text).matches()) {
      return Optional.of("must be an e-mail address");
    }
    if ("phone".equals(validationType) && !PHONE.matcher(text).matches()) {
      return Optional.of("must be a phone number");
    }
    if (pattern != null && !pattern.matcher(text).find()) {
      return Optional.of("does not have the expected form");
    }
    return switch (type) {
      case DATE -> isTime(() -> LocalDate.parse(text))
        ? Optional.empty()
        : Optional.of("must be a date, as in 2026-11-22");
      case TIME -> isTime(() ->
        DateTimeFormatter.ISO_TIME.parseBest(text, LocalTime::from, OffsetTime::from)
      )
        ? Optional.empty()
        : Optional.of("must be a time, as in 14:30");
      case DATE_TIME -> isTime(() ->
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from)
      )
        ? Optional.empty()
        : Optional.of("must be a date with a time, as in 2026-11-22T14:30");
      default -> Optional.empty();
    };
  }

  private static boolean isTime(Supplier<TemporalAccessor> parse) {
    try {
      return parse.get() != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private Optional<String> problemWithNumber(BigDecimal number) {
    if (min != null && number.compareTo(min) < 0) {
      return Optional.of("must be at least " + min.toPlainString());
    }
    if (max != null && number.compareTo(max) > 0) {
      return Optional.of("must be at most " + max.toPlainString());
    }
    if (decimals != null && number.stripTrailingZeros().scale() > decimals) {
      return Optional.of("must have at most " + decimals + " decimal places");
    }
    return Optional.empty();
  }
}
