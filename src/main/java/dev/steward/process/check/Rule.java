package dev.steward.process.check;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a deployment is held to. The ids are stable, and {@code docs/deployments.md} gives each one's reason and remedy. */
public enum Rule {
  BUNDLE_EMPTY,
  BUNDLE_TOO_LARGE,
  ARCHIVE_UNREADABLE,
  FILE_NAME,
  FILE_TYPE,
  FILE_TWICE,
  FILE_TOO_LARGE,
  FILE_UNUSED(Finding.Severity.WARNING),

  XML_MALFORMED,
  XML_DOCTYPE,
  XML_TOO_LARGE,

  ELEMENT_NOT_ALLOWED,
  ELEMENT_SHADOWS,
  ATTRIBUTE_NOT_ALLOWED,
  ATTRIBUTE_SHADOWS,
  VALUE_NOT_ALLOWED,
  TEXT_NOT_ALLOWED,
  EXTENSION_IGNORED(Finding.Severity.WARNING),
  CODE,
  SCRIPT,
  LISTENER,
  TASK_TYPE,
  EXPRESSION,
  REFERENCE,
  TIMER,

  BPMN_INVALID,
  BPMN_REMARK(Finding.Severity.WARNING),
  TASK_FIELDS,
  DECLASSIFY,
  ESCALATION,
  PROCESS_TWICE,
  NOT_DEPLOYABLE,

  FORM_MISSING,
  FORM_INVALID,
  FORM_COMPONENT,
  FORM_MARKUP,
  DECISION_MISSING,
  DECISION_CELL,

  GROUP_UNKNOWN(Finding.Severity.WARNING),
  TASK_FOR_NOBODY(Finding.Severity.WARNING),
  PROCESS_UNKNOWN(Finding.Severity.WARNING),
  MAP_INCOMPLETE(Finding.Severity.WARNING),
  RISK_CLASS(Finding.Severity.WARNING),
  WRITE_WITHOUT_APPROVAL(Finding.Severity.WARNING),
  NO_FALLBACK(Finding.Severity.WARNING),
  COMPENSATION_BY_PERSON(Finding.Severity.WARNING),
  NO_DEFAULT(Finding.Severity.WARNING),
  READ_BEFORE_WRITTEN(Finding.Severity.WARNING),
  UNREACHABLE(Finding.Severity.WARNING),
  DEAD_END(Finding.Severity.WARNING);

  private final Finding.Severity severity;

  Rule() {
    this(Finding.Severity.ERROR);
  }

  Rule(Finding.Severity severity) {
    this.severity = severity;
  }

  Finding.Severity severity() {
    return severity;
  }

  /** Lower case with dashes. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
