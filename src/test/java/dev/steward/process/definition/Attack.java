package dev.steward.process.definition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A hostile diagram out of {@code deployments/attacks.table}.
 *
 * @param rule that must refuse it
 * @param element that the finding must name
 */
record Attack(String name, String rule, String element, String xml) {
  private static final Path TABLE = Path.of("src/test/resources/deployments/attacks.table");
  private static final Pattern HEAD = Pattern.compile("== (.+) -> (\\S+) @ (\\S+)\n");
  private static final String REFLECTION =
    "${''.getClass().forName('dev.steward.process.definition.Evil').getMethod('strike').invoke(null)}";

  static List<Attack> all() throws IOException {
    var text = Files.readString(TABLE);
    var attacks = new ArrayList<Attack>();
    var heads = HEAD.matcher(text).results().toList();
    for (int i = 0; i < heads.size(); i++) {
      var head = heads.get(i);
      int end = i + 1 < heads.size() ? heads.get(i + 1).start() : text.length();
      attacks.add(
        new Attack(head.group(1), head.group(2), head.group(3), text.substring(head.end(), end))
      );
    }
    return attacks;
  }

  /**
   * @param file that a shell would make
   * @param url that a request would reach
   */
  String diagram(String key, Path file, String url) {
    var condition = name.equals("an expression in a condition")
      ? "<conditionExpression>{EL}</conditionExpression>"
      : "";
    return """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:flowable="http://flowable.org/bpmn" targetNamespace="test">
      <process id="%s" isExecutable="true">
        <startEvent id="start" flowable:initiator="initiator"/>
        <sequenceFlow id="to-victim" sourceRef="start" targetRef="victim"/>
        %s
        <sequenceFlow id="to-end" sourceRef="victim" targetRef="end">%s</sequenceFlow>
        <endEvent id="end"/>
      </process>
    </definitions>
    """
      .formatted(key, xml, condition)
      .replace("{EL}", REFLECTION)
      .replace("{CODE}", "dev.steward.process.definition.Evil")
      .replace("{FILE}", file.toString())
      .replace("{URL}", url);
  }

  @Override
  public String toString() {
    return name;
  }
}
