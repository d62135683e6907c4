package dev.steward.process.check;

import java.util.HashSet;
import java.util.Set;

/** A decision table of a business rule: held to its {@link Vocabulary}, its cells to values and comparisons. */
final class DecisionCheck {

  private static final Set<String> NAMESPACES = Set.of(
    "http://www.omg.org/spec/DMN/20151101",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20180521/MODEL/"
  );
  private static final String DRAWING = "omg.org/spec/D";

  private final String resource;
  private final Findings findings;

  private DecisionCheck(String resource, Findings findings) {
    this.resource = resource;
    this.findings = findings;
  }

  /** @return the keys of its tables */
  static Set<String> check(String resource, XmlElement root, Findings findings) {
    if (!root.name().equals("definitions") || !NAMESPACES.contains(root.namespace())) {
      findings.add(
        Rule.ELEMENT_NOT_ALLOWED,
        resource,
        root,
        "A table is a <definitions> of DMN 1.1 to 1.3"
      );
      return Set.of();
    }
    new DecisionCheck(resource, findings).element(root);
    var keys = new HashSet<String>();
    root
      .children()
      .stream()
      .filter(child -> child.name().equals("decision"))
      .forEach(decision -> {
        if (decision.id() != null) {
          keys.add(decision.id());
        }
        if (
          decision
            .children()
            .stream()
            .noneMatch(child -> child.name().equals("decisionTable"))
        ) {
          findings.add(Rule.ELEMENT_NOT_ALLOWED, resource, decision, "A decision must be a table");
        }
      });
    return keys;
  }

  private void element(XmlElement element) {
    var entry = Vocabulary.OF_DMN.get(element.name());
    if (entry == null) {
      return;
    }
    for (var attribute : element.attributes()) {
      if (attribute.namespace().isEmpty() && !entry.attributes().containsKey(attribute.name())) {
        findings.add(
          Rule.ATTRIBUTE_NOT_ALLOWED,
          resource,
          element,
          "The attribute '%s' is not allowed on <%s>".formatted(attribute.name(), element.name())
        );
      }
      value(element, "'" + attribute.name() + "'", attribute.value(), Vocabulary.Kind.PLAIN);
    }
    if (!element.text().isEmpty()) {
      value(element, "Its text", element.text(), kindOfText(element, entry));
    }
    for (var child : element.children()) {
      if (entry.children().contains(child.name()) && isDmn(child)) {
        element(child);
      } else {
        findings.add(
          Rule.ELEMENT_NOT_ALLOWED,
          resource,
          child,
          "<%s> is not allowed in <%s>".formatted(child.name(), element.name())
        );
      }
    }
  }

  private static boolean isDmn(XmlElement element) {
    return NAMESPACES.contains(element.namespace()) || element.namespace().contains(DRAWING);
  }

  private static Vocabulary.Kind kindOfText(XmlElement element, Vocabulary.Entry entry) {
    var around = element.parent() == null ? "" : element.parent().name();
    return switch (around) {
      case "inputExpression" -> Vocabulary.Kind.PATH;
      case "inputEntry" -> Vocabulary.Kind.TEST;
      case "outputEntry" -> Vocabulary.Kind.LITERAL;
      default -> entry.text();
    };
  }

  private void value(XmlElement element, String what, String value, Vocabulary.Kind kind) {
    Values.problem(value, kind).ifPresent(problem ->
      findings.add(problem.rule(), resource, element, what + " " + problem.message())
    );
  }
}
