package dev.steward.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the measured Steward runs: an agent that writes three notes, and one that asks a person before each of them. The company's
 * own decision tables rule on every call.
 */
final class Definitions {

  /** start → agent → end */
  static final String NOTES = "benchmark-notes";

  /** The same, but each note waits for somebody of {@code operations}. */
  static final String ASKING = "benchmark-asking";

  private final Path folder;

  private Definitions(Path folder) {
    this.folder = folder;
  }

  static Definitions write(Path folder, String stub) throws IOException {
    var definitions = new Definitions(folder);
    definitions.write("tools/note.write.yaml", tool("note.write", "write", stub));
    definitions.write("tools/note.ask.yaml", tool("note.ask", "approval-required", stub));
    definitions.write("agents/note-writer.yaml", agent("note-writer", "note.write"));
    definitions.write("agents/note-asker.yaml", agent("note-asker", "note.ask"));
    definitions.write("processes/" + NOTES + ".bpmn", process(NOTES, "note-writer"));
    definitions.write("processes/" + ASKING + ".bpmn", process(ASKING, "note-asker"));
    return definitions;
  }

  Path tools() {
    return folder.resolve("tools");
  }

  Path agents() {
    return folder.resolve("agents");
  }

  Path processes() {
    return folder.resolve("processes");
  }

  private void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String tool(String name, String toolClass, String stub) {
    return """
    name: %s
    description: Writes one note.
    owner: benchmark
    class: %s
    reversible: true
    requires: crm:write
    audience: internal
    trust: trusted
    effect: keyed
    arguments:
      type: object
      additionalProperties: false
      required: [text]
      properties: {text: {type: string, maxLength: 200}}
    result: {type: object, required: [ok], properties: {ok: {type: boolean}}}
    timeout: 60s
    retry: {attempts: 3, backoff: 500ms}
    environments:
      sandbox:
        http: {method: POST, url: "%s/tools/note"}
    """.formatted(name, toolClass, stub);
  }

  private static String agent(String name, String tool) {
    return """
    name: %s
    responsibility: Writes three notes and says that it did.
    represents: initiator
    model: short
    instructions: Write three notes, one after the other, then answer.
    tools: [%s]
    limits: {modelCalls: 10, toolCalls: 10, tokens: 100000, costUsd: 10, wallTime: 60m}
    output:
      type: object
      additionalProperties: false
      required: [summary]
      properties: {summary: {type: string}}
    """.formatted(name, tool);
  }

  private static String process(String key, String agent) {
    return """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                 xmlns:flowable="http://flowable.org/bpmn"
                 xmlns:steward="https://steward.dev/bpmn/1"
                 targetNamespace="https://steward.dev/benchmark">
      <process id="%s" name="Three notes" isExecutable="true">
        <extensionElements>
          <steward:workflow owner="benchmark" riskClass="internal-summarization"/>
        </extensionElements>
        <startEvent id="start"/>
        <sequenceFlow id="to-agent" sourceRef="start" targetRef="agent"/>
        <serviceTask id="agent" name="Write notes" flowable:type="agent">
          <extensionElements>
            <flowable:field name="agent"><flowable:string>%s</flowable:string></flowable:field>
            <flowable:field name="goal"><flowable:string>Write three notes about ${marker}.</flowable:string></flowable:field>
            <flowable:field name="inputs"><flowable:string>marker</flowable:string></flowable:field>
            <flowable:field name="result"><flowable:string>notes</flowable:string></flowable:field>
          </extensionElements>
        </serviceTask>
        <sequenceFlow id="to-end" sourceRef="agent" targetRef="end"/>
        <endEvent id="end"/>
      </process>
    </definitions>
    """.formatted(key, agent);
  }
}
