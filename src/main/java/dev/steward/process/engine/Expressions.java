package dev.steward.process.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.flowable.common.engine.impl.de.odysseus.el.tree.Bindings;
import org.flowable.common.engine.impl.de.odysseus.el.tree.Node;
import org.flowable.common.engine.impl.de.odysseus.el.tree.TreeBuilderException;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.Builder;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.ast.AstBinary;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.ast.AstBoolean;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.ast.AstBracket;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.ast.AstChoice;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.ast.AstComposite;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.ast.AstDot;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.ast.AstEval;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.ast.AstFunction;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.ast.AstIdentifier;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.ast.AstMethod;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.ast.AstNested;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.ast.AstNull;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.ast.AstNumber;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.ast.AstString;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.ast.AstText;
import org.flowable.common.engine.impl.de.odysseus.el.tree.impl.ast.AstUnary;

/**
 * What an expression of a diagram may be: variables and paths in them, literals, comparisons and logic. It reads with the engine's own
 * parser, so that both understand the same.
 */
public final class Expressions {

  private static final int LONGEST = 1_000;
  private static final int MOST_BRANCHES = 60;
  private static final Set<AstBinary.Operator> OPERATORS = Set.of(
    AstBinary.EQ,
    AstBinary.NE,
    AstBinary.LT,
    AstBinary.GT,
    AstBinary.LE,
    AstBinary.GE,
    AstBinary.AND,
    AstBinary.OR
  );
  private static final Set<Class<?>> TRANSPARENT = Set.of(
    AstBinary.class,
    AstUnary.class,
    AstChoice.class,
    AstNested.class,
    AstEval.class,
    AstComposite.class,
    AstText.class,
    AstString.class,
    AstNumber.class,
    AstBoolean.class,
    AstNull.class
  );
  // Only what is read is of interest, so nothing is bound.
  private static final Bindings NO_BINDINGS = new Bindings(null, null);
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What the engine offers beside variables, and what every Java object has. */
  private static final Set<String> ENGINE = Set.of(
    "execution",
    "task",
    "planItemInstance",
    "caseInstance",
    "variableContainer",
    "authenticatedUserId",
    "processEngineConfiguration",
    "cmmnEngineConfiguration"
  );
  private static final Set<String> OF_OBJECTS = Set.of("class", "declaringClass", "classLoader");

  // As the engine has it: what it would understand as a call must be seen as one.
  private static final Builder PARSER = new Builder(Builder.Feature.METHOD_INVOCATIONS);

  private final List<String> problems = new ArrayList<>();
  private final Set<String> variables = new LinkedHashSet<>();

  private Expressions() {}

  /**
   * @param problems one clause each, such as {@code it calls a method}; empty for what may be evaluated
   * @param variables that it reads
   */
  public record Checked(List<String> problems, Set<String> variables) {}

  /** Whether the engine would evaluate anything in a text. */
  public static boolean isIn(String text) {
    return text.contains("${") || text.contains("#{");
  }

  /** @param text with any number of expressions in it */
  public static Checked check(String text) {
    if (!isIn(text)) {
      return new Checked(List.of(), Set.of());
    }
    var check = new Expressions();
    // The parser recurses, so what it is given is bounded.
    for (int from = next(text, 0); from >= 0; from = next(text, from + 2)) {
      var expression = text.substring(from + 2, end(text, from + 2));
      if (expression.length() > LONGEST) {
        return new Checked(List.of("it is longer than " + LONGEST + " characters"), Set.of());
      }
      if (expression.chars().filter(Expressions::nests).count() > MOST_BRANCHES) {
        return new Checked(List.of("it is nested or branches too much"), Set.of());
      }
    }
    try {
      check.node(PARSER.build(text.strip()).getRoot());
    } catch (TreeBuilderException e) {
      check.problems.add("it cannot be read: " + e.getMessage());
    }
    return new Checked(List.copyOf(check.problems), Set.copyOf(check.variables));
  }

  private static boolean nests(int character) {
    return "([?{!-".indexOf(character) >= 0;
  }

  /** Where the expression ends: at the brace that no quotes are around, else with the text. */
  private static int end(String text, int from) {
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char character = text.charAt(i);
      if (quote == 0) {
        if (character == '}') {
          return i;
        }
        quote = character == '\'' || character == '"' ? character : 0;
      } else if (character == '\\') {
        i++;
      } else if (character == quote) {
        quote = 0;
      }
    }
    return text.length();
  }

  /** Where the next expression begins; -1 where there is none. */
  private static int next(String text, int from) {
    int dollar = text.indexOf("${", from);
    int hash = text.indexOf("#{", from);
    return dollar < 0 ? hash : hash < 0 ? dollar : Math.min(dollar, hash);
  }

  private void node(Node node) {
    if (node instanceof AstIdentifier variable) {
      identifier(variable);
    } else if (node instanceof AstDot dot) {
      property(dot);
    } else if (node instanceof AstBracket bracket) {
      item(bracket);
    } else if (node instanceof AstMethod) {
      problems.add("it calls a method");
    } else if (node instanceof AstFunction function) {
      problems.add("it calls the function '" + function.getName() + "'");
    } else if (node instanceof AstBinary binary && !OPERATORS.contains(binary.getOperator())) {
      problems.add("it calculates with '" + binary.getOperator() + "'");
    } else if (TRANSPARENT.contains(node.getClass())) {
      for (int i = 0; i < node.getCardinality(); i++) {
        node(node.getChild(i));
      }
    } else {
      problems.add("it holds more than variables, literals, comparisons and logic");
    }
  }

  private void identifier(AstIdentifier variable) {
    if (ENGINE.contains(variable.getName()) || !NAME.matcher(variable.getName()).matches()) {
      problems.add("it reads '" + variable.getName() + "', which is no process variable");
    } else {
      variables.add(variable.getName());
    }
  }

  private void property(AstDot dot) {
    var structure = new StringBuilder();
    dot.appendStructure(structure, NO_BINDINGS);
    var name = structure.substring(structure.lastIndexOf(".") + 1).strip();
    if (OF_OBJECTS.contains(name) || !NAME.matcher(name).matches()) {
      problems.add("it reads '" + name + "', which no variable has");
    }
    base(dot.getChild(0));
  }

  private void item(AstBracket bracket) {
    if (!(bracket.getChild(1) instanceof AstNumber)) {
      problems.add("it picks an item by something else than its number");
    }
    base(bracket.getChild(0));
  }

  private void base(Node node) {
    if (node instanceof AstIdentifier || node instanceof AstDot || node instanceof AstBracket) {
      node(node);
    } else {
      problems.add("it reads a property of something that is no variable");
    }
  }
}
