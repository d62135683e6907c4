package dev.steward.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The table of docs/security.md: who gets what at which address. */
final class AccessTable {

  private static final Path DOCUMENT = Path.of("docs/security.md");

  private final List<Row> rows;

  private AccessTable(List<Row> rows) {
    this.rows = rows;
  }

  /** The columns, in their order. */
  enum Caller {
    ANONYMOUS,
    STRANGER,
    APP,
    ANALYST,
    APPROVER,
    OPERATOR,
    AUDITOR;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a cell says. */
  enum Access {
    /** Everything at this address. */
    YES("yes"),
    /** Their own; what is somebody else's is not there. */
    OWN("own"),
    /** Their own; others' is refused. */
    OWN_ELSE_REFUSED("own, else 403"),
    REFUSED("403"),
    HIDDEN("404"),
    SIGN_IN("401");

    private final String text;

    Access(String text) {
      this.text = text;
    }

    static Access of(String text) {
      for (var access : values()) {
        if (access.text.equals(text)) {
          return access;
        }
      }
      throw new IllegalArgumentException("No cell says '" + text + "'");
    }
  }

  /**
   * @param methods empty for all
   * @param address as it is mapped; one that ends in {@code /**} holds for all below it that have no row of their own
   */
  record Row(List<String> methods, String address, Map<Caller, Access> cells) {
    private boolean covers(String method, String pattern) {
      return (
        (methods.isEmpty() || methods.contains(method)) &&
        (address.equals(pattern) || (isWide() && (pattern + "/").startsWith(prefix())))
      );
    }

    boolean isWide() {
      return address.endsWith("/**");
    }

    private String prefix() {
      return address.substring(0, address.length() - 2);
    }

    @Override
    public String toString() {
      return methods + " " + address;
    }
  }

  static AccessTable read() throws IOException {
    var rows = new ArrayList<Row>();
    for (var line : Files.readAllLines(DOCUMENT)) {
      var cells = line.split("\\|", -1);
      if (cells.length == Caller.values().length + 4 && cells[2].strip().startsWith("`/")) {
        rows.add(row(cells));
      }
    }
    return new AccessTable(rows);
  }

  private static Row row(String[] cells) {
    var methods = cells[1].strip();
    var access = new EnumMap<Caller, Access>(Caller.class);
    for (var caller : Caller.values()) {
      access.put(caller, Access.of(cells[3 + caller.ordinal()].strip()));
    }
    return new Row(
      methods.equals("any") ? List.of() : List.of(methods.split(", ")),
      cells[2].strip().replace("`", ""),
      access
    );
  }

  List<Row> rows() {
    return rows;
  }

  /** The row that says most exactly what holds there. */
  Optional<Row> find(String method, String pattern) {
    return rows
      .stream()
      .filter(row -> row.covers(method, pattern))
      .max(
        Comparator.comparing((Row row) -> !row.isWide())
          .thenComparing(row -> row.address().length())
          .thenComparing(row -> !row.methods().isEmpty())
      );
  }
}
