package dev.steward.process.check;

import java.util.Map;
import java.util.Optional;
import org.flowable.bpmn.converter.BpmnXMLConverter;
import org.flowable.bpmn.exceptions.XMLException;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.common.engine.impl.util.io.BytesStreamSource;
import org.flowable.validation.ProcessValidator;
import org.flowable.validation.ValidationError;
import org.xml.sax.SAXParseException;

/** What the engine, and our own part of its validator, say of a diagram. */
final class EngineCheck {

  private static final Map<String, Rule> OURS = Map.of(
    "steward-task",
    Rule.TASK_FIELDS,
    "steward-mandate",
    Rule.TASK_FIELDS,
    "steward-declassify",
    Rule.DECLASSIFY,
    "steward-escalation",
    Rule.ESCALATION
  );

  private EngineCheck() {}

  /** The diagram as the engine understands it; empty where it does not, which is found then. */
  static Optional<BpmnModel> check(
    String resource,
    byte[] content,
    XmlElement root,
    ProcessValidator validator,
    Findings findings
  ) {
    try {
      var model = new BpmnXMLConverter().convertToBpmnModel(
        new BytesStreamSource(content),
        true,
        true
      );
      validator.validate(model).forEach(error -> add(resource, root, error, findings));
      return Optional.of(model);
    } catch (XMLException e) {
      invalid(resource, root, cause(e), findings);
    } catch (RuntimeException e) {
      // A diagram nobody thought of is its author's to mend; the engine says no more of it than this.
      findings.add(Rule.BPMN_INVALID, resource, "The engine cannot read it: " + cause(e));
    }
    return Optional.empty();
  }

  private static void invalid(
    String resource,
    XmlElement root,
    Throwable cause,
    Findings findings
  ) {
    var message = "It is no valid BPMN: " + cause.getMessage();
    if (cause instanceof SAXParseException at && at.getLineNumber() > 0) {
      findings.add(
        Rule.BPMN_INVALID,
        resource,
        root.at(at.getLineNumber(), at.getColumnNumber()),
        message
      );
    } else {
      findings.add(Rule.BPMN_INVALID, resource, message);
    }
  }

  private static void add(
    String resource,
    XmlElement root,
    ValidationError error,
    Findings findings
  ) {
    var rule = OURS.getOrDefault(
      String.valueOf(error.getProblem()),
      error.isWarning() ? Rule.BPMN_REMARK : Rule.BPMN_INVALID
    );
    findings.add(rule, resource, place(root, error), error.getDefaultDescription());
  }

  private static XmlElement place(XmlElement root, ValidationError error) {
    return root
      .withId(error.getActivityId())
      .or(() ->
        error.getXmlLineNumber() > 0
          ? Optional.of(root.at(error.getXmlLineNumber(), error.getXmlColumnNumber()))
          : root.withId(error.getProcessDefinitionId())
      )
      .orElse(root);
  }

  private static Throwable cause(Throwable e) {
    var cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
