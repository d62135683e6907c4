package dev.steward.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {

  @ParameterizedTest
  @ValueSource(
    strings = {
      "no expression at all",
      "${lead}",
      "#{lead}",
      "${lead.company.name}",
      "${leads[0].company}",
      "Review of ${lead.company} by ${person}",
      "${fit.confidence >= 0.90 && fit.verdict == 'qualified'}",
      "${a eq 1 or b ne 2 and not c}",
      "${!empty a || a == null}",
      "${(a < 1 || a > 2) && true}",
      "${a ? 'x' : \"y\"}",
      "${-1 < a}",
      "",
    }
  )
  void allowsVariablesLiteralsComparisonsAndLogic(String text) {
    assertThat(Expressions.check(text).problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    quoteCharacter = '~',
    textBlock = """
    ${lead.getClass()}                      | calls a method
    ${lead.a.b()}                           | calls a method
    ${''.length()}                          | calls a method
    ${lead['a']('b')}                       | calls a method
    ${strike()}                             | calls the function
    ${variables:get(a)}                     | calls the function
    ${''.class}                             | no variable
    ${(a).b}                                | no variable
    ${lead.class}                           | 'class'
    ${lead.class.classLoader}               | 'class'
    ${lead['class']}                        | by something else than its number
    ${lead[name]}                           | by something else than its number
    ${execution}                            | no process variable
    ${execution.id}                         | no process variable
    ${task.id}                              | no process variable
    ${authenticatedUserId}                  | no process variable
    ${a + 1}                                | calculates with '+'
    ${a * a}                                | calculates with '*'
    ${a / 0}                                | calculates with '/'
    ${a                                     | cannot be read
    ${}                                     | cannot be read
    ${a} #{b}                               | cannot be read
    ${a; b}                                 | cannot be read
    ${a = 1}                                | cannot be read
    ${a -> b}                               | cannot be read
    harmless ${a} and ${a.b()}              | calls a method
    ${a ? b.c() : d}                        | calls a method
    ${!a.b()}                               | calls a method
    """
  )
  void refusesEverythingElse(String text, String reason) {
    assertThat(Expressions.check(text).problems()).anySatisfy(problem ->
      assertThat(problem).contains(reason)
    );
  }

  @Test
  void namesTheVariablesItReads() {
    assertThat(
      Expressions.check("${a.b == c && !empty d[0].e ? f : 'g'} and ${h}").variables()
    ).containsExactlyInAnyOrder("a", "c", "d", "f", "h");
  }

  @Test
  void isNotBroughtDownByWhatWouldBringDownAParser() {
    var nested = "${" + "(".repeat(100_000) + "a" + ")".repeat(100_000) + "}";
    var quoted = "${'}' == " + "(".repeat(100_000) + "a" + ")".repeat(100_000) + "}";
    var negated = "${" + "!".repeat(100_000) + "a}";
    var chained = "${a" + ".a".repeat(100_000) + "}";

    assertThat(Expressions.check(nested).problems()).isNotEmpty();
    assertThat(Expressions.check(quoted).problems()).isNotEmpty();
    assertThat(Expressions.check(negated).problems()).isNotEmpty();
    assertThat(Expressions.check(chained).problems()).isNotEmpty();
  }

  /** A text may be long; what is in it to be evaluated may not. */
  @Test
  void allowsAnExpressionInALongText() {
    assertThat(Expressions.check("word - ".repeat(1_000) + "${a}").problems()).isEmpty();
    assertThat(Expressions.check("${a}" + " word".repeat(1_000)).problems()).isEmpty();
  }
}
