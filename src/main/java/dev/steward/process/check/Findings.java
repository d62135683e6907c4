package dev.steward.process.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is found, each thing once, and no more than somebody would read. */
final class Findings {

  static final int MOST = 500;
  private static final int LONGEST = 400;

  private final LinkedHashSet<Finding> found = new LinkedHashSet<>();

  void add(Rule rule, String resource, String message) {
    add(new Finding(rule.severity(), resource, null, null, null, rule, shortened(message)));
  }

  void add(Rule rule, String resource, XmlElement at, String message) {
    var named = at.named();
    add(
      new Finding(
        rule.severity(),
        resource,
        named == null ? null : named.id(),
        named == null ? null : named.attribute("name"),
        at.line(),
        rule,
        shortened(message)
      )
    );
  }

  void add(Rule rule, String resource, int line, String message) {
    add(
      new Finding(
        rule.severity(),
        resource,
        null,
        null,
        line > 0 ? Integer.valueOf(line) : null,
        rule,
        shortened(message)
      )
    );
  }

  void add(Finding finding) {
    // Errors count even where warnings have filled the list.
    if (found.size() < MOST || (finding.isError() && !hasErrors())) {
      found.add(finding);
    }
  }

  boolean hasErrors() {
    return found.stream().anyMatch(Finding::isError);
  }

  boolean hasErrors(String resource) {
    return found
      .stream()
      .anyMatch(finding -> finding.isError() && finding.resource().equals(resource));
  }

  List<Finding> all() {
    return new ArrayList<>(found);
  }

  static String shortened(@Nullable String text) {
    var whole = String.valueOf(text);
    return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "…";
  }
}
