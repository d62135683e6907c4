package dev.steward.process.check;

import dev.steward.process.engine.Expressions;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flowable.bpmn.constants.BpmnXMLConstants;

/** Holds a file to its {@link Vocabulary}: every element, attribute and text of it. */
final class BpmnCheck {

  private static final String MODEL = BpmnXMLConstants.BPMN2_NAMESPACE;
  private static final String STEWARD = "https://steward.dev/bpmn/1";
  private static final Set<String> DRAWING = Set.of(
    BpmnXMLConstants.BPMNDI_NAMESPACE,
    BpmnXMLConstants.OMGDC_NAMESPACE,
    BpmnXMLConstants.OMGDI_NAMESPACE
  );
  private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

  /** The engine reads its attributes in all of these. */
  private static final Set<String> ENGINE = Set.of(
    BpmnXMLConstants.FLOWABLE_EXTENSIONS_NAMESPACE,
    BpmnXMLConstants.ACTIVITI_EXTENSIONS_NAMESPACE,
    CAMUNDA
  );

  /** Of any namespace: the engine, or the XML around it, gives these a meaning. */
  private static final Set<String> ATTRIBUTES_OF_XML = Set.of(
    BpmnXMLConstants.XSI_NAMESPACE,
    "http://www.w3.org/XML/1998/namespace"
  );

  /** Elements inside {@code extensionElements} that the engine knows by their names alone. */
  private static final Set<String> KNOWN_ELEMENTS = Stream.concat(
    constants("ELEMENT_"),
    Stream.of(
      "failedJobRetryTimeCycle",
      "mapException",
      "elementName",
      "element-name",
      "historyLevel",
      "includeInHistory",
      "jobCategory",
      "localization",
      "channelKey",
      "channelType",
      "keyDetectionType",
      "keyDetectionValue",
      "eventCorrelationParameter",
      "manualCorrelationParameter",
      "startEventCorrelationConfiguration",
      "customProperties",
      "events"
    )
  ).collect(Collectors.toUnmodifiableSet());
  private static final Set<String> KNOWN_ATTRIBUTES = constants("ATTRIBUTE_").collect(
    Collectors.toUnmodifiableSet()
  );

  private static final Map<String, Rule> REFUSED_ELEMENTS = Map.of(
    "scriptTask",
    Rule.SCRIPT,
    "script",
    Rule.SCRIPT,
    "executionListener",
    Rule.LISTENER,
    "taskListener",
    Rule.LISTENER,
    "eventListener",
    Rule.LISTENER,
    "collection",
    Rule.CODE,
    "variableAggregation",
    Rule.CODE,
    "httpRequestHandler",
    Rule.CODE,
    "httpResponseHandler",
    Rule.CODE
  );
  private static final Map<String, Rule> REFUSED_ATTRIBUTES = Map.of(
    "class",
    Rule.CODE,
    "delegateExpression",
    Rule.CODE,
    "expression",
    Rule.CODE,
    "customPropertiesResolverClass",
    Rule.CODE,
    "customPropertiesResolverExpression",
    Rule.CODE,
    "customPropertiesResolverDelegateExpression",
    Rule.CODE,
    "language",
    Rule.SCRIPT,
    "scriptFormat",
    Rule.SCRIPT,
    "resource",
    Rule.SCRIPT
  );

  private final Vocabulary vocabulary = Vocabulary.OF_BPMN;
  private final String resource;
  private final Set<String> taskTypes;
  private final Findings findings;

  private BpmnCheck(String resource, Set<String> taskTypes, Findings findings) {
    this.resource = resource;
    this.taskTypes = taskTypes;
    this.findings = findings;
  }

  /** @param taskTypes values of {@code flowable:type} that a service task may have */
  static void check(String resource, XmlElement root, Set<String> taskTypes, Findings findings) {
    var check = new BpmnCheck(resource, taskTypes, findings);
    if (!root.name().equals("definitions") || !root.namespace().equals(MODEL)) {
      findings.add(
        Rule.ELEMENT_NOT_ALLOWED,
        resource,
        root,
        "A diagram is a <definitions> of BPMN 2.0"
      );
      return;
    }
    check.element(root);
  }

  private void element(XmlElement element) {
    var entry = vocabulary.get(
      element.namespace().equals(STEWARD) ? "s:" + element.name() : element.name()
    );
    if (entry == null) {
      return;
    }
    element.attributes().forEach(attribute -> attribute(element, attribute, entry));
    if (!element.text().isEmpty()) {
      value(element, "Its text", element.text(), kindOfText(element, entry));
    }
    if (element.name().equals("serviceTask")) {
      taskType(element);
    }
    for (var child : element.children()) {
      if (isExtensions(element)) {
        extension(element, child);
      } else if (child.name().equals("extension") && DRAWING.contains(child.namespace())) {
        child.children().forEach(foreign -> ignored(foreign, foreign));
      } else if (isKnownHere(entry, child)) {
        element(child);
      } else {
        refused(child);
      }
    }
  }

  private static boolean isExtensions(XmlElement element) {
    return element.name().equals("extensionElements") && element.namespace().equals(MODEL);
  }

  private static boolean isKnownHere(Vocabulary.Entry entry, XmlElement child) {
    if (ENGINE.contains(child.namespace())) {
      return entry.children().contains("f:" + child.name());
    }
    return (
      (child.namespace().equals(MODEL) || DRAWING.contains(child.namespace())) &&
      entry.children().contains(child.name())
    );
  }

  /** A child of {@code extensionElements}; what may be there depends on the element around. */
  private void extension(XmlElement extensions, XmlElement child) {
    var around = extensions.parent() == null ? null : vocabulary.get(extensions.parent().name());
    var prefix = ENGINE.contains(child.namespace())
      ? "f:"
      : child.namespace().equals(STEWARD)
        ? "s:"
        : null;
    if (prefix != null && around != null && around.children().contains(prefix + child.name())) {
      element(child);
    } else if (
      child.namespace().equals(BpmnXMLConstants.FLOWABLE_EXTENSIONS_NAMESPACE) ||
      child.namespace().equals(STEWARD) ||
      child.namespace().equals(MODEL)
    ) {
      refused(child);
    } else {
      ignored(child, child);
    }
  }

  /** Something of another tool's. It may stay as long as the engine cannot take it for something of its own. */
  private void ignored(XmlElement outermost, XmlElement element) {
    var rule = REFUSED_ELEMENTS.get(element.name());
    if (rule != null || KNOWN_ELEMENTS.contains(element.name())) {
      findings.add(
        rule == null ? Rule.ELEMENT_SHADOWS : rule,
        resource,
        element,
        "<%s> of the namespace '%s' would be read by the engine as its own".formatted(
          element.name(),
          element.namespace()
        )
      );
    } else if (element == outermost) {
      findings.add(
        Rule.EXTENSION_IGNORED,
        resource,
        element,
        "<%s> of the namespace '%s' is kept and has no effect".formatted(
          element.name(),
          element.namespace()
        )
      );
    }
    element.children().forEach(child -> ignored(outermost, child));
  }

  private void refused(XmlElement element) {
    findings.add(
      REFUSED_ELEMENTS.getOrDefault(element.name(), Rule.ELEMENT_NOT_ALLOWED),
      resource,
      element,
      element.parent() == null
        ? "<%s> is not allowed".formatted(element.name())
        : "<%s> is not allowed in <%s>".formatted(element.name(), element.parent().name())
    );
    // What is inside is named too, so that nobody has to come back for it.
    element
      .children()
      .stream()
      .flatMap(XmlElement::withDescendants)
      .filter(inner -> REFUSED_ELEMENTS.containsKey(inner.name()))
      .forEach(inner ->
        findings.add(
          REFUSED_ELEMENTS.getOrDefault(inner.name(), Rule.ELEMENT_NOT_ALLOWED),
          resource,
          inner,
          "<%s> is not allowed".formatted(inner.name())
        )
      );
    element.withDescendants().forEach(inner -> inner.attributes().forEach(a -> codeIn(inner, a)));
  }

  private void codeIn(XmlElement element, XmlElement.Attribute attribute) {
    var rule = REFUSED_ATTRIBUTES.get(attribute.name());
    if (rule != null) {
      findings.add(
        rule,
        resource,
        element,
        "The attribute '%s' is not allowed".formatted(attribute.name())
      );
    } else if (Expressions.isIn(attribute.value())) {
      value(element, "'" + attribute.name() + "'", attribute.value(), Vocabulary.Kind.EXPRESSIONS);
    }
  }

  private void attribute(
    XmlElement element,
    XmlElement.Attribute attribute,
    Vocabulary.Entry entry
  ) {
    var name = attribute.name();
    if (ATTRIBUTES_OF_XML.contains(attribute.namespace())) {
      return;
    }
    var isEngines = ENGINE.contains(attribute.namespace());
    if (attribute.namespace().isEmpty() || isEngines || attribute.namespace().equals(MODEL)) {
      var kind = entry.attributes().get(isEngines ? "f:" + name : name);
      if (kind != null) {
        value(element, "'" + name + "'", attribute.value(), kind);
      } else if (attribute.namespace().equals(CAMUNDA) && !KNOWN_ATTRIBUTES.contains(name)) {
        findings.add(
          Rule.EXTENSION_IGNORED,
          resource,
          element,
          "'camunda:%s' is kept and has no effect".formatted(name)
        );
      } else {
        findings.add(
          REFUSED_ATTRIBUTES.getOrDefault(name, Rule.ATTRIBUTE_NOT_ALLOWED),
          resource,
          element,
          "The attribute '%s' is not allowed on <%s>".formatted(name, element.name())
        );
      }
    } else if (KNOWN_ATTRIBUTES.contains(name)) {
      findings.add(
        Rule.ATTRIBUTE_SHADOWS,
        resource,
        element,
        "'%s' of the namespace '%s' would be read by the engine as its own".formatted(
          name,
          attribute.namespace()
        )
      );
    }
  }

  /** A timer that starts a process is read when it is deployed, where there are no variables yet. */
  private Vocabulary.Kind kindOfText(XmlElement element, Vocabulary.Entry entry) {
    if (entry.text() == Vocabulary.Kind.TIME) {
      var timer = element.parent();
      var event = timer == null ? null : timer.parent();
      var scope = event == null ? null : event.parent();
      if (
        event != null &&
        event.name().equals("startEvent") &&
        scope != null &&
        scope.name().equals("process")
      ) {
        return Vocabulary.Kind.FIXED_TIME;
      }
    }
    return entry.text();
  }

  private void value(XmlElement element, String what, String value, Vocabulary.Kind kind) {
    Values.problem(value, kind).ifPresent(problem ->
      findings.add(problem.rule(), resource, element, what + " " + problem.message())
    );
  }

  private void taskType(XmlElement element) {
    var types = element
      .attributes()
      .stream()
      .filter(attribute -> ENGINE.contains(attribute.namespace()))
      .filter(attribute -> attribute.name().equals("type"))
      .map(XmlElement.Attribute::value)
      .toList();
    if (types.isEmpty()) {
      findings.add(
        Rule.TASK_TYPE,
        resource,
        element,
        "A service task needs flowable:type: " + String.join(", ", taskTypes)
      );
    }
    types
      .stream()
      .filter(type -> !taskTypes.contains(type))
      .forEach(type ->
        findings.add(
          Rule.TASK_TYPE,
          resource,
          element,
          "A service task may be of the types %s, not '%s'".formatted(
            String.join(", ", taskTypes),
            type
          )
        )
      );
  }

  private static Stream<String> constants(String prefix) {
    return Arrays.stream(BpmnXMLConstants.class.getFields())
      .filter(field -> field.getName().startsWith(prefix) && field.getType() == String.class)
      .map(BpmnCheck::read);
  }

  private static String read(Field constant) {
    try {
      return String.valueOf(constant.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(constant + " cannot be read", e);
    }
  }
}
