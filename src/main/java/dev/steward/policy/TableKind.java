package dev.steward.policy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a decision table decides. The output that only tables of this kind have tells it. */
enum TableKind {
  /** Whether a tool call may be made, and who has to look at it first. */
  VERDICT(
    Question.class,
    outputs(
      "verdict",
      Cell.TEXT,
      "reviewers",
      Cell.TEXT,
      "quorum",
      Cell.NUMBER,
      "due",
      Cell.DURATION,
      "escalation",
      Cell.TEXT,
      "share",
      Cell.SHARE,
      "reason",
      Cell.TEXT
    )
  ),
  /** Which model may be asked. */
  MODEL(ModelQuestion.class, outputs("model", Cell.TEXT, "reason", Cell.TEXT)),
  /** How much may be spent, by whom, and what happens then. */
  LIMIT(
    LimitQuestion.class,
    outputs(
      "scope",
      Cell.TEXT,
      "period",
      Cell.TEXT,
      "tokens",
      Cell.NUMBER,
      "costUsd",
      Cell.NUMBER,
      "onExceeded",
      Cell.TEXT,
      "cheaperModel",
      Cell.TEXT,
      "reviewers",
      Cell.TEXT,
      "reason",
      Cell.TEXT
    )
  );

  /** What an output's cells hold. */
  enum Cell {
    TEXT("\"[^\"\\\\{}#$]*\"", "a text in double quotes"),
    SHARE("0|1|0?\\.\\d{1,9}", "a share from 0 to 1"),
    NUMBER("\\d{1,15}(\\.\\d{1,9})?", "a number that is not negative"),
    DURATION("\"(P\\d+D|PT\\d+[HM])\"", "a duration such as \"PT4H\" or \"P2D\"");

    private final String pattern;
    private final String description;

    Cell(String pattern, String description) {
      this.pattern = pattern;
      this.description = description;
    }

    /** An empty cell says nothing and is always right. */
    boolean takes(String text) {
      return text.isEmpty() || text.matches(pattern);
    }

    @Override
    public String toString() {
      return description;
    }
  }

  private final Map<String, Class<?>> inputs;
  private final Map<String, Cell> outputs;

  TableKind(Class<? extends Record> question, Map<String, Cell> outputs) {
    this.inputs = Arrays.stream(question.getRecordComponents()).collect(
      Collectors.toMap(
        RecordComponent::getName,
        RecordComponent::getType,
        (a, b) -> a,
        TreeMap::new
      )
    );
    this.outputs = outputs;
  }

  static Optional<TableKind> of(Collection<String> outputs) {
    return Arrays.stream(values())
      .filter(kind -> outputs.contains(kind.mark()))
      .findFirst();
  }

  /** The output that tables of this kind must have. */
  String mark() {
    return outputs.keySet().iterator().next();
  }

  /** Names and types. */
  Map<String, Class<?>> inputs() {
    return inputs;
  }

  Map<String, Cell> outputs() {
    return outputs;
  }

  private static Map<String, Cell> outputs(Object... namesAndCells) {
    var outputs = new LinkedHashMap<String, Cell>();
    for (int i = 0; i < namesAndCells.length; i += 2) {
      outputs.put((String) namesAndCells[i], (Cell) namesAndCells[i + 1]);
    }
    return outputs;
  }
}
