package dev.steward.policy;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flowable.dmn.model.Decision;
import org.flowable.dmn.model.DecisionRule;
import org.flowable.dmn.model.DecisionTable;
import org.flowable.dmn.model.HitPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Holds a table to what its readers can foresee: it asks for what a {@link Question} has, its cells
 * are values, comparisons and memberships, its verdicts are ours. Flowable would take any
 * expression for a cell, reflection included, and would find a mistake only when the rule is asked.
 */
final class TableCheck {

  private static final String TEXT = "\"[^\"\\\\{}#$]*\"";
  private static final String NUMBER = "-?\\d+(\\.\\d+)?";
  private static final String ITEM = "('[^'\\\\{}#$]*'|" + TEXT + "|[A-Za-z]+)";

  private static final Pattern ANYTHING = Pattern.compile("-?");
  private static final Pattern OUTPUT = Pattern.compile(TEXT);
  private static final Pattern MEMBERSHIP =
      Pattern.compile(
          "[#$]\\{\\s*collection:(anyOf|noneOf|allOf|notAllOf)\\(\\s*"
              + ITEM
              + "\\s*,\\s*"
              + ITEM
              + "\\s*\\)\\s*}");

  private static final Map<Class<?>, Pattern> CELLS =
      Map.of(
          String.class, Pattern.compile("((==|!=)\\s*)?" + TEXT),
          boolean.class, Pattern.compile("((==|!=)\\s*)?(true|false)"),
          BigDecimal.class, Pattern.compile("((==|!=|<=?|>=?)\\s*)?" + NUMBER),
          // A set can only be asked what is in it.
          Set.class, Pattern.compile("(?!)"));

  private static final Map<String, Class<?>> INPUTS =
      Arrays.stream(Question.class.getRecordComponents())
          .collect(
              Collectors.toMap(
                  RecordComponent::getName, RecordComponent::getType, (a, b) -> a, TreeMap::new));

  private static final List<String> OUTPUTS = List.of("verdict", "reviewers", "reason");

  private final List<String> problems = new ArrayList<>();
  private final String decision;

  private final Map<String, String> descriptions;

  private TableCheck(String decision, Map<String, String> descriptions) {
    this.decision = decision;
    this.descriptions = descriptions;
  }

  /** Empty for a table that can be used. */
  static List<String> problems(Decision decision, Map<String, String> descriptions) {
    var check = new TableCheck("decision '" + decision.getId() + "'", descriptions);
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
      if (!INPUTS.containsKey(name)) {
        problem(
            "",
            "input '%s' is unknown, known: %s".formatted(name, String.join(", ", INPUTS.keySet())));
      }
    }
    var outputs = table.getOutputs().stream().map(output -> text(output.getName())).toList();
    if (!OUTPUTS.containsAll(outputs) || !outputs.contains("verdict")) {
      problem(
          "",
          "must have the output verdict, and may have reviewers and reason, but has: " + outputs);
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
      if (!isAllowed(cell, Objects.requireNonNull(INPUTS.get(name)))) {
        problem(
            place,
            "'%s' for %s is neither a value, a comparison nor a membership".formatted(cell, name));
      }
    }
    outputs(rule, place);
  }

  private void outputs(DecisionRule rule, String place) {
    Function<String, String> cell =
        name ->
            rule.getOutputEntries().stream()
                .filter(entry -> name.equals(entry.getOutputClause().getName()))
                .map(entry -> text(entry.getOutputEntry().getText()))
                .findFirst()
                .orElse("");
    for (var name : OUTPUTS) {
      var text = cell.apply(name);
      if (!text.isEmpty() && !OUTPUT.matcher(text).matches()) {
        problem(place, "'%s' for %s is no text in double quotes".formatted(text, name));
      }
    }
    var verdict = Ruling.parse(cell.apply("verdict").replace("\"", ""));
    if (verdict == null) {
      problem(place, "its verdict must be one of " + Ruling.NAMES);
    } else if (verdict == Ruling.REVIEW && cell.apply("reviewers").replace("\"", "").isBlank()) {
      problem(place, "asks for a review but names no reviewers");
    }
  }

  private static boolean isAllowed(String cell, Class<?> type) {
    if (ANYTHING.matcher(cell).matches()
        || Objects.requireNonNull(CELLS.get(type)).matcher(cell).matches()) {
      return true;
    }
    var membership = MEMBERSHIP.matcher(cell);
    return membership.matches() && isItem(membership.group(2)) && isItem(membership.group(3));
  }

  private static boolean isItem(String item) {
    return !Character.isLetter(item.charAt(0)) || INPUTS.containsKey(item);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  private void problem(String place, String reason) {
    problems.add(decision + (place.isEmpty() ? " " : ", " + place + ": ") + reason);
  }
}
