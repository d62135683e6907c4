package dev.steward.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flowable.dmn.model.Decision;
import org.flowable.dmn.model.DecisionRule;
import org.flowable.dmn.model.DecisionTable;
import org.flowable.dmn.model.HitPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Holds a table to what its readers can foresee: it asks for what the questions of its kind have, its cells
 * are values, comparisons and memberships, its outputs are ours. Flowable would take any
 * expression for a cell, reflection included, and would find a mistake only when the rule is asked.
 */
final class TableCheck {

  private static final String TEXT = "\"[^\"\\\\{}#$]*\"";
  private static final String NUMBER = "-?\\d+(\\.\\d+)?";
  private static final String ITEM = "('[^'\\\\{}#$]*'|" + TEXT + "|[A-Za-z]+)";

  private static final Pattern ANYTHING = Pattern.compile("-?");
  private static final Pattern MEMBERSHIP = Pattern.compile(
    "[#$]\\{\\s*collection:(anyOf|noneOf|allOf|notAllOf)\\(\\s*" +
      ITEM +
      "\\s*,\\s*" +
      ITEM +
      "\\s*\\)\\s*}"
  );

  private static final Map<Class<?>, Pattern> CELLS = Map.of(
    String.class,
    Pattern.compile("((==|!=)\\s*)?" + TEXT),
    boolean.class,
    Pattern.compile("((==|!=)\\s*)?(true|false)"),
    BigDecimal.class,
    Pattern.compile("((==|!=|<=?|>=?)\\s*)?" + NUMBER),
    // A set can only be asked what is in it.
    Set.class,
    Pattern.compile("(?!)")
  );

  private static final Set<String> MODELS = Set.of("model", "cheaperModel");

  private final List<String> problems = new ArrayList<>();
  private final String decision;
  private final TableKind kind;
  private final Map<String, String> descriptions;

  private TableCheck(String decision, TableKind kind, Map<String, String> descriptions) {
    this.decision = decision;
    this.kind = kind;
    this.descriptions = descriptions;
  }

  /** What a table decides; of one that cannot be told, verdicts. */
  static TableKind kind(Decision decision) {
    return decision.getExpression() instanceof DecisionTable table
      ? TableKind.of(outputs(table)).orElse(TableKind.VERDICT)
      : TableKind.VERDICT;
  }

  /** The models that its rules name. */
  static Stream<String> models(Decision decision) {
    return decision.getExpression() instanceof DecisionTable table
      ? table
          .getRules()
          .stream()
          .flatMap(rule -> rule.getOutputEntries().stream())
          .filter(entry -> MODELS.contains(text(entry.getOutputClause().getName())))
          .map(entry -> text(entry.getOutputEntry().getText()).replace("\"", ""))
          .filter(model -> !model.isBlank())
      : Stream.empty();
  }

  /** Empty for a table that can be used. */
  static List<String> problems(Decision decision, Map<String, String> descriptions) {
    var check = new TableCheck("decision '" + decision.getId() + "'", kind(decision), descriptions);
    if (decision.getExpression() instanceof DecisionTable table) {
      if (!decision.getRequiredDecisions().isEmpty()) {
        check.problem("", "must not rest on another decision");
      }
      check.table(table);
    } else {
      check.problem("", "is no decision table");
    }
    return check.problems;
  }

  private void table(DecisionTable table) {
    if (table.getHitPolicy() != HitPolicy.COLLECT || table.getAggregation() != null) {
      problem("", "must have the hit policy COLLECT without aggregation: all matching rules count");
    }
    for (var input : table.getInputs()) {
      var name =
        input.getInputExpression() == null ? "" : text(input.getInputExpression().getText());
      if (!kind.inputs().containsKey(name)) {
        problem(
          "",
          "input '%s' is unknown, known: %s".formatted(
            name,
            String.join(", ", kind.inputs().keySet())
          )
        );
      }
    }
    var outputs = outputs(table);
    if (TableKind.of(outputs).isEmpty()) {
      problem(
        "",
        "must have one of the outputs verdict, model and scope, which tell what it decides, but has: " +
          outputs
      );
    } else if (!kind.outputs().keySet().containsAll(outputs)) {
      problem(
        "",
        "has the output %s and may have %s, but has: %s".formatted(
          kind.mark(),
          String.join(", ", kind.outputs().keySet()),
          outputs
        )
      );
    }
    if (table.getRules().isEmpty()) {
      problem("", "has no rules");
    }
    if (problems.isEmpty()) {
      var ids = new HashSet<String>();
      table.getRules().forEach(rule -> rule(rule, ids));
    }
  }

  private void rule(DecisionRule rule, Set<String> ids) {
    var id = text(rule.getId());
    var place = "rule %d '%s'".formatted(rule.getRuleNumber(), id);
    if (id.isEmpty() || !ids.add(id)) {
      problem(place, "needs an id of its own, which the audit trail keeps");
    }
    if (!descriptions.containsKey(id)) {
      problem(place, "needs a description, which people see who are asked because of it");
    }
    for (var entry : rule.getInputEntries()) {
      var name = text(entry.getInputClause().getInputExpression().getText());
      var cell = text(entry.getInputEntry().getText());
      if (!isAllowed(cell, Objects.requireNonNull(kind.inputs().get(name)))) {
        problem(
          place,
          "'%s' for %s is neither a value, a comparison nor a membership".formatted(cell, name)
        );
      }
    }
    outputs(rule, place);
  }

  private void outputs(DecisionRule rule, String place) {
    Function<String, String> cell = name ->
      rule
        .getOutputEntries()
        .stream()
        .filter(entry -> name.equals(entry.getOutputClause().getName()))
        .map(entry -> text(entry.getOutputEntry().getText()))
        .findFirst()
        .orElse("");
    int before = problems.size();
    kind.outputs().forEach((name, type) -> {
      if (!type.takes(cell.apply(name))) {
        problem(place, "'%s' for %s is not %s".formatted(cell.apply(name), name, type));
      }
    });
    if (problems.size() == before) {
      Function<String, String> value = name -> cell.apply(name).replace("\"", "");
      switch (kind) {
        case VERDICT -> verdict(value, place);
        case MODEL -> {
          if (value.apply("model").isBlank()) {
            problem(place, "names no model; own is the agent's, and none forbids all");
          }
        }
        case LIMIT -> Limit.problems(value).forEach(problem -> problem(place, problem));
      }
    }
  }

  private void verdict(Function<String, String> cells, String place) {
    var verdict = Ruling.parse(cells.apply("verdict"));
    if (verdict == null) {
      problem(place, "its verdict must be one of " + Ruling.NAMES);
    } else if (verdict == Ruling.REVIEW && cells.apply("reviewers").isBlank()) {
      problem(place, "asks for a review but names no reviewers");
    }
    if (!cells.apply("quorum").isEmpty() && !cells.apply("quorum").matches("[1-9]")) {
      problem(place, "its quorum must be a whole number from 1 to 9");
    }
  }

  private static List<String> outputs(DecisionTable table) {
    return table
      .getOutputs()
      .stream()
      .map(output -> text(output.getName()))
      .toList();
  }

  private boolean isAllowed(String cell, Class<?> type) {
    if (
      ANYTHING.matcher(cell).matches() ||
      Objects.requireNonNull(CELLS.get(type)).matcher(cell).matches()
    ) {
      return true;
    }
    var membership = MEMBERSHIP.matcher(cell);
    return membership.matches() && isItem(membership.group(2)) && isItem(membership.group(3));
  }

  private boolean isItem(String item) {
    return !Character.isLetter(item.charAt(0)) || kind.inputs().containsKey(item);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  private void problem(String place, String reason) {
    problems.add(decision + (place.isEmpty() ? " " : ", " + place + ": ") + reason);
  }
}
