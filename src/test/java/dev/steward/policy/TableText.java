package dev.steward.policy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Decision tables of one rule, as DMN. */
public final class TableText {

  private static final Set<String> NUMBERS = Set.of("quorum", "share", "tokens", "costUsd");

  private TableText() {}

  /**
   * @param rule its id
   * @return with a place {@code %s} for the cell of the input and for that of each output
   */
  public static String ofOneRule(
    String key,
    String rule,
    String input,
    String type,
    List<String> outputs
  ) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
      <decision id="KEY" name="Table">
        <decisionTable id="t" hitPolicy="COLLECT">
          <input id="i1"><inputExpression id="e1" typeRef="TYPE"><text>INPUT</text></inputExpression></input>
          OUTPUTS
          <rule id="RULE">
            <description>What it means</description>
            <inputEntry id="c1"><text>%s</text></inputEntry>
            ENTRIES
          </rule>
        </decisionTable>
      </decision>
    </definitions>
    """
      .replace("KEY", key)
      .replace("RULE", rule)
      .replace("TYPE", type)
      .replace("INPUT", input)
      .replace(
        "OUTPUTS",
        outputs
          .stream()
          .map(name ->
            "<output id=\"out-%s\" name=\"%s\" typeRef=\"%s\" />".formatted(
              name,
              name,
              NUMBERS.contains(name) ? "number" : "string"
            )
          )
          .collect(Collectors.joining())
      )
      .replace(
        "ENTRIES",
        outputs
          .stream()
          .map(name -> "<outputEntry id=\"cell-%s\"><text>%%s</text></outputEntry>".formatted(name))
          .collect(Collectors.joining())
      );
  }
}
