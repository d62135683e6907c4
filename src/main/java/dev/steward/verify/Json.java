package dev.steward.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON: objects as maps, arrays as lists, numbers as longs or doubles; {@code null} as null. */
final class Json {

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** @throws IllegalArgumentException where it is no JSON object */
  static Map<String, Object> object(String text) {
    var json = new Json(text);
    if (json.value() instanceof Map<?, ?> map && json.isAtEnd()) {
      return members(map);
    }
    throw new IllegalArgumentException("No JSON object");
  }

  /** @throws IllegalArgumentException where there is no such object */
  static Map<String, Object> object(Map<String, Object> of, String name) {
    if (of.get(name) instanceof Map<?, ?> map) {
      return members(map);
    }
    throw new IllegalArgumentException("No object " + name);
  }

  static List<?> list(Map<String, Object> of, String name) {
    if (of.get(name) instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("No list " + name);
  }

  static String text(Map<String, Object> of, String name) {
    if (of.get(name) instanceof String string) {
      return string;
    }
    throw new IllegalArgumentException("No text " + name);
  }

  static long number(Map<String, Object> of, String name) {
    if (of.get(name) instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("No number " + name);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> members(Object object) {
    return (Map<String, Object>) object;
  }

  private Object value() {
    return switch (peek()) {
      case '{' -> map();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", Boolean.TRUE);
      case 'f' -> word("false", Boolean.FALSE);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, Object> map() {
    var map = new LinkedHashMap<String, Object>();
    expect('{');
    while (peek() != '}') {
      if (!map.isEmpty()) {
        expect(',');
      }
      peek();
      var name = string();
      expect(':');
      if (map.containsKey(name)) {
        throw new IllegalArgumentException("Twice: " + name);
      }
      map.put(name, value());
    }
    expect('}');
    return map;
  }

  private List<Object> array() {
    var list = new ArrayList<Object>();
    expect('[');
    while (peek() != ']') {
      if (!list.isEmpty()) {
        expect(',');
      }
      list.add(value());
    }
    expect(']');
    return list;
  }

  private String string() {
    var string = new StringBuilder();
    expect('"');
    for (char c = next(); c != '"'; c = next()) {
      string.append(c == '\\' ? escaped() : c);
    }
    return string.toString();
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        at += 4;
        if (at > text.length()) {
          throw new IllegalArgumentException("The text ends too early");
        }
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      case '"', '\\', '/' -> c;
      default -> throw new IllegalArgumentException("Unknown escape " + c);
    };
  }

  private Object number() {
    int from = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    var number = text.substring(from, at);
    return number.matches("-?\\d+") ? (Object) Long.valueOf(number) : Double.valueOf(number);
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw new IllegalArgumentException("Neither JSON nor " + word);
    }
    at += word.length();
    return value;
  }

  private void expect(char c) {
    if (peek() != c) {
      throw new IllegalArgumentException("Expected " + c + " at " + at);
    }
    at++;
  }

  private boolean isAtEnd() {
    return text.substring(at).isBlank();
  }

  private char next() {
    if (at >= text.length()) {
      throw new IllegalArgumentException("The text ends too early");
    }
    return text.charAt(at++);
  }

  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at >= text.length()) {
      throw new IllegalArgumentException("The text ends too early");
    }
    return text.charAt(at);
  }
}
