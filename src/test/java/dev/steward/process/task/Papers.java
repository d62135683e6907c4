package dev.steward.process.task;

/** Processes that ask people about papers. */
final class Papers {

  static final String START_FORM = """
  {"type": "default", "components": [
    {"type": "textfield", "key": "paper.title", "validate": {"required": true, "maxLength": 40}},
    {"type": "number", "key": "paper.pages", "validate": {"min": 1, "max": 500}}
  ]}
  """;

  static final String CHECK_FORM = """
  {"type": "default", "components": [
    {"type": "textfield", "key": "paper.title", "readonly": true},
    {"type": "radio", "key": "verdict", "values": [{"value": "fine"}, {"value": "poor"}],
     "validate": {"required": true}},
    {"type": "textarea", "key": "remarks", "validate": {"maxLength": 2000}}
  ]}
  """;

  /** Checked by sales; overdue also by legal, and two hours later by sales-leads. */
  static final String PAPER = process(
    "paper",
    "Check a paper",
    """
    <startEvent id="start" flowable:formKey="paper-start"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
    <userTask id="check" name="Check the paper" flowable:candidateGroups="sales" flowable:formKey="paper-check"
        flowable:dueDate="PT8H">
      <extensionElements>
        <steward:escalation group="sales-leads" after="PT2H"/>
        <steward:escalation group="legal"/>
      </extensionElements>
    </userTask>
    <sequenceFlow id="f2" sourceRef="check" targetRef="end"/>
    <endEvent id="end"/>
    """
  );

  /** For one person alone, whom a variable names; the task's name says what the paper is called. */
  static final String NAMED = process(
    "named",
    "Ask one person",
    """
    <startEvent id="start"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
    <userTask id="ask" name="Ask about ${title}" flowable:assignee="${person}"/>
    <sequenceFlow id="f2" sourceRef="ask" targetRef="end"/>
    <endEvent id="end"/>
    """
  );

  static final int MANY_TASKS = 200;

  static final String MANY = process(
    "many",
    "Ask many times",
    """
    <startEvent id="start"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
    <userTask id="ask" name="Say something" flowable:candidateGroups="sales">
      <multiInstanceLoopCharacteristics><loopCardinality>200</loopCardinality></multiInstanceLoopCharacteristics>
    </userTask>
    <sequenceFlow id="f2" sourceRef="ask" targetRef="end"/>
    <endEvent id="end"/>
    """
  );

  static final String FILED_START_FORM = """
  {"type": "default", "components": [
    {"type": "textfield", "key": "offer.title"},
    {"type": "filepicker", "key": "offer.contract", "accept": ".pdf", "validate": {"required": true}}
  ]}
  """;

  static final String FILED_FORM = """
  {"type": "default", "components": [
    {"type": "filepicker", "key": "offer.contract", "readonly": true},
    {"type": "filepicker", "key": "proof", "accept": ".pdf,image/*", "multiple": true, "validate": {"required": true}},
    {"type": "filepicker", "key": "extra"}
  ]}
  """;

  /** Starts with a contract, and asks sales for proof twice. */
  static final String FILED = process(
    "filed",
    "File an offer",
    """
    <startEvent id="start" flowable:formKey="filed-start"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="prove"/>
    <userTask id="prove" name="Prove it" flowable:candidateGroups="sales" flowable:formKey="filed-prove"/>
    <sequenceFlow id="f2" sourceRef="prove" targetRef="again"/>
    <userTask id="again" name="Prove it again" flowable:candidateGroups="sales" flowable:formKey="filed-prove"/>
    <sequenceFlow id="f3" sourceRef="again" targetRef="end"/>
    <endEvent id="end"/>
    """
  );

  private Papers() {}

  static String process(String key, String name, String elements) {
    return """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn"
        xmlns:steward="https://steward.dev/bpmn/1" targetNamespace="test">
      <process id="%s" name="%s" isExecutable="true">
        %s
      </process>
    </definitions>
    """.formatted(key, name, elements);
  }
}
