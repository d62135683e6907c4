package dev.steward.process.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An element as it stands in the file, with its place. */
final class XmlElement {

  /** Whatever is inside is no part of the drawing. */
  private static final Set<String> HIDING = Set.of("extensionElements", "documentation");

  /** Their ids are of no use to people: what they belong to is what is drawn. */
  private static final Set<String> DETAILS = Set.of(
    "timeDate",
    "timeDuration",
    "timeCycle",
    "conditionExpression",
    "multiInstanceLoopCharacteristics",
    "loopCardinality",
    "completionCondition",
    "inputDataItem",
    "property",
    "dataState"
  );

  /** @param namespace empty where it has none */
  record Attribute(String namespace, String name, String value) {}

  private final @Nullable XmlElement parent;
  private final String namespace;
  private final String name;
  private final int line;
  private final int column;
  private final List<Attribute> attributes;
  private final List<XmlElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  XmlElement(
    @Nullable XmlElement parent,
    String namespace,
    String name,
    int line,
    int column,
    List<Attribute> attributes
  ) {
    this.parent = parent;
    this.namespace = namespace;
    this.name = name;
    this.line = line;
    this.column = column;
    this.attributes = List.copyOf(attributes);
    if (parent != null) {
      parent.children.add(this);
    }
  }

  @Nullable
  XmlElement parent() {
    return parent;
  }

  String namespace() {
    return namespace;
  }

  /** Without prefix. */
  String name() {
    return name;
  }

  int line() {
    return line;
  }

  List<Attribute> attributes() {
    return attributes;
  }

  List<XmlElement> children() {
    return children;
  }

  Stream<XmlElement> withDescendants() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(XmlElement::withDescendants));
  }

  void append(char[] characters, int start, int length) {
    text.append(characters, start, length);
  }

  /** Its own text, without that of its children. */
  String text() {
    return text.toString().strip();
  }

  /** The value of an attribute without a namespace. */
  @Nullable
  String attribute(String wanted) {
    return attributes
      .stream()
      .filter(attribute -> attribute.namespace().isEmpty() && attribute.name().equals(wanted))
      .map(Attribute::value)
      .findFirst()
      .orElse(null);
  }

  @Nullable
  String id() {
    return attribute("id");
  }

  /** The last that begins at this place or before it; the root where that is later. */
  XmlElement at(int wantedLine, int wantedColumn) {
    return withDescendants()
      .filter(
        element ->
          element.line < wantedLine ||
          (element.line == wantedLine && element.column <= wantedColumn)
      )
      .reduce(this, (one, later) -> later);
  }

  Optional<XmlElement> withId(@Nullable String wanted) {
    return wanted == null
      ? Optional.empty()
      : withDescendants()
          .filter(element -> wanted.equals(element.id()))
          .findFirst();
  }

  /** Itself or the nearest element around it that has an id and can be pointed at in a drawing. */
  @Nullable
  XmlElement named() {
    XmlElement found = null;
    for (var element = this; element != null; element = element.parent) {
      var id = element.id();
      if (HIDING.contains(element.name)) {
        found = null;
      } else if (found == null && id != null && !id.isBlank() && !element.isDetail()) {
        found = element;
      }
    }
    return found;
  }

  private boolean isDetail() {
    return DETAILS.contains(name) || name.endsWith("EventDefinition");
  }
}
