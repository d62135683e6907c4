package dev.steward.process.engine;

/** Processes around {@link Probe} tasks. */
final class Diagrams {

  static final String ONE_TASK = process(
    "one-task",
    """
    <startEvent id="start"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
    <serviceTask id="work" name="Work" flowable:type="probe">
      <extensionElements><flowable:field name="result"><flowable:string>result</flowable:string></flowable:field></extensionElements>
    </serviceTask>
    <sequenceFlow id="f2" sourceRef="work" targetRef="end"/>
    <endEvent id="end"/>
    """
  );

  static final String TWO_BRANCHES = process(
    "two-branches",
    """
    <startEvent id="start"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="fork"/>
    <parallelGateway id="fork"/>
    <sequenceFlow id="f2" sourceRef="fork" targetRef="left"/>
    <sequenceFlow id="f3" sourceRef="fork" targetRef="right"/>
    <serviceTask id="left" flowable:type="probe"/>
    <serviceTask id="right" flowable:type="probe"/>
    <sequenceFlow id="f4" sourceRef="left" targetRef="join"/>
    <sequenceFlow id="f5" sourceRef="right" targetRef="join"/>
    <parallelGateway id="join"/>
    <sequenceFlow id="f6" sourceRef="join" targetRef="end"/>
    <endEvent id="end"/>
    """
  );

  static final String CAUGHT = process(
    "caught",
    """
    <startEvent id="start"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
    <serviceTask id="work" flowable:type="probe"/>
    <boundaryEvent id="failed" attachedToRef="work">
      <errorEventDefinition errorRef="PROBE_FAILED"/>
    </boundaryEvent>
    <sequenceFlow id="f2" sourceRef="work" targetRef="end"/>
    <sequenceFlow id="f3" sourceRef="failed" targetRef="failed-end"/>
    <endEvent id="end"/>
    <endEvent id="failed-end"/>
    """
  );

  /** An error event there is, but not around the task that fails first. */
  static final String CAUGHT_ELSEWHERE = process(
    "caught-elsewhere",
    """
    <startEvent id="start"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
    <serviceTask id="work" flowable:type="probe"/>
    <sequenceFlow id="f2" sourceRef="work" targetRef="more"/>
    <serviceTask id="more" flowable:type="probe"/>
    <boundaryEvent id="failed" attachedToRef="more">
      <errorEventDefinition errorRef="PROBE_FAILED"/>
    </boundaryEvent>
    <sequenceFlow id="f3" sourceRef="more" targetRef="end"/>
    <sequenceFlow id="f4" sourceRef="failed" targetRef="end"/>
    <endEvent id="end"/>
    """
  );

  static final String TIMED = process(
    "timed",
    """
    <startEvent id="start"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="wait"/>
    <intermediateCatchEvent id="wait">
      <timerEventDefinition><timeDuration>PT1S</timeDuration></timerEventDefinition>
    </intermediateCatchEvent>
    <sequenceFlow id="f2" sourceRef="wait" targetRef="end"/>
    <endEvent id="end"/>
    """
  );

  /** A real tool task. */
  static final String LOOK_UP = process(
    "look-up",
    """
    <startEvent id="start"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="look"/>
    <serviceTask id="look" name="Look the company up" flowable:type="tool">
      <extensionElements>
        <flowable:field name="tool"><flowable:string>company.lookup</flowable:string></flowable:field>
        <flowable:field name="arguments"><flowable:string>{"name": "${lead.company}"}</flowable:string></flowable:field>
        <flowable:field name="result"><flowable:string>company</flowable:string></flowable:field>
      </extensionElements>
    </serviceTask>
    <sequenceFlow id="f2" sourceRef="look" targetRef="end"/>
    <endEvent id="end"/>
    """
  );

  /** A real agent task. */
  static final String RESEARCH = process(
    "research",
    """
    <startEvent id="start"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="research-it"/>
    <serviceTask id="research-it" name="Research the company" flowable:type="agent">
      <extensionElements>
        <flowable:field name="agent"><flowable:string>account-researcher</flowable:string></flowable:field>
        <flowable:field name="goal"><flowable:string>Find out about ${lead.company}</flowable:string></flowable:field>
        <flowable:field name="inputs"><flowable:string>lead</flowable:string></flowable:field>
        <flowable:field name="result"><flowable:string>research</flowable:string></flowable:field>
      </extensionElements>
    </serviceTask>
    <sequenceFlow id="f2" sourceRef="research-it" targetRef="end"/>
    <endEvent id="end"/>
    """
  );

  private Diagrams() {}

  private static String process(String key, String elements) {
    return """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:flowable="http://flowable.org/bpmn" targetNamespace="test">
      <error id="PROBE_FAILED" errorCode="PROBE_FAILED"/>
      <process id="%s" isExecutable="true">
        %s
      </process>
    </definitions>
    """.formatted(key, elements);
  }
}
