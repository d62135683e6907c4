package dev.steward.process.readiness;

import dev.steward.process.check.Finding;
import dev.steward.process.engine.WorkflowMap;
import dev.steward.process.readiness.Readiness.Answer;
import dev.steward.process.readiness.Readiness.Gap;
import dev.steward.process.readiness.Readiness.Question;
import dev.steward.process.readiness.Readiness.Source;
import dev.steward.process.readiness.Readiness.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flowable.bpmn.model.FlowElement;
import org.jspecify.annotations.Nullable;

/** One answer while it is written. */
final class Sheet {

  private final Question question;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();

  Sheet(Question question) {
    this.question = question;
  }

  Answer done() {
    return new Answer(question, question.text(), statements, gaps);
  }

  /** @param heading of the entry, for the reader; null where the question says it already */
  Sheet map(WorkflowMap map, String entry, @Nullable String heading) {
    map
      .says(entry)
      .ifPresentOrElse(
        text -> statements.add(new Statement(Source.MAP, heading, text, null)),
        () -> gap("The workflow map does not say: " + entry)
      );
    return this;
  }

  Sheet say(Source source, @Nullable String about, String text) {
    statements.add(new Statement(source, about, text, null));
    return this;
  }

  Sheet at(Source source, FlowElement element, String text) {
    statements.add(new Statement(source, Workflow.nameOf(element), text, element.getId()));
    return this;
  }

  Sheet gap(String text) {
    gaps.add(new Gap(text, null, null));
    return this;
  }

  Sheet gap(String about, String text) {
    gaps.add(new Gap(text, about, null));
    return this;
  }

  Sheet gaps(List<Finding> findings) {
    findings.forEach(finding ->
      gaps.add(
        new Gap(
          finding.message(),
          finding.elementName() == null ? finding.element() : finding.elementName(),
          finding.element()
        )
      )
    );
    return this;
  }
}
