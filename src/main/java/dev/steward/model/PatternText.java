package dev.steward.model;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The shortest text of a simple pattern, such as {@code ^(linkedin|email)-[0-9]{3}$}. */
final class PatternText {

  private final String pattern;
  private int at;

  private PatternText(String pattern) {
    this.pattern = pattern;
  }

  /** Empty for patterns with look-around, references or other things that identifiers have no need of. */
  static Optional<String> of(String pattern) {
    try {
      var parser = new PatternText(pattern);
      var text = parser.alternatives();
      boolean matches =
        parser.at == pattern.length() && Pattern.compile(pattern).matcher(text).find();
      return matches ? Optional.of(text) : Optional.empty();
    } catch (PatternSyntaxException | StringIndexOutOfBoundsException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The first one counts; the others are only read over. */
  private String alternatives() {
    var first = sequence();
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      sequence();
    }
    return first;
  }

  private String sequence() {
    var text = new StringBuilder();
    while (at < pattern.length() && "|)".indexOf(pattern.charAt(at)) < 0) {
      text.append(atom().repeat(times()));
    }
    return text.toString();
  }

  private String atom() {
    char c = pattern.charAt(at++);
    return switch (c) {
      case '^', '$' -> "";
      case '.' -> "x";
      case '\\' -> escaped(pattern.charAt(at++));
      case '[' -> oneOf();
      case '(' -> {
        if (pattern.startsWith("?:", at)) {
          at += 2;
        }
        var inner = alternatives();
        at++;
        yield inner;
      }
      default -> String.valueOf(c);
    };
  }

  private static String escaped(char c) {
    return switch (c) {
      case 'd' -> "0";
      case 'w' -> "x";
      case 's' -> " ";
      case 'b' -> "";
      default -> String.valueOf(c);
    };
  }

  private String oneOf() {
    char first = pattern.charAt(at);
    if (first == '^') {
      throw new StringIndexOutOfBoundsException("what is excluded says not what fits");
    }
    var text = first == '\\' ? escaped(pattern.charAt(at + 1)) : String.valueOf(first);
    at += first == '\\' ? 2 : 1;
    while (pattern.charAt(at) != ']') {
      at += pattern.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
    return text;
  }

  private int times() {
    if (at == pattern.length()) {
      return 1;
    }
    return switch (pattern.charAt(at)) {
      case '?', '*' -> {
        at++;
        yield 0;
      }
      case '+' -> {
        at++;
        yield 1;
      }
      case '{' -> {
        int end = pattern.indexOf('}', at);
        int least = Integer.parseInt(pattern.substring(at + 1, end).split(",", 2)[0]);
        at = end + 1;
        yield least;
      }
      default -> 1;
    };
  }
}
