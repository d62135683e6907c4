package dev.steward.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.steward.agent.Trial;
import dev.steward.evaluation.EvaluationCase.Calls;
import dev.steward.evaluation.EvaluationCase.Expected;
import dev.steward.evaluation.EvaluationCase.Recorded;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is held against what, and which recorded answer a call gets. */
class ExpectationsTest {

  private static final YAMLMapper YAML = new YAMLMapper();

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    value = {
      "0.9      | {atLeast: 0.9}                 | true",
      "0.89     | {atLeast: 0.9}                 | false",
      "0.9      | {below: 0.9}                   | false",
      "1840.00  | 1840                           | true",
      "sent     | {oneOf: [sent, not-sent]}      | true",
      "lost     | {oneOf: [sent, not-sent]}      | false",
      "A Lawyer | {contains: lawyer}             | true",
      "A Lawyer | {contains: [lawyer, money]}    | false",
      "A Lawyer | {lacks: lawyer}                | false",
      "S-12     | {matches: '^S-[0-9]+$'}        | true",
      "S-x      | {matches: '^S-[0-9]+$'}        | false",
      "null     | {exists: false}                | true",
      "5        | {atLeast: 1, below: 5}         | false",
    }
  )
  void comparesAValueWithWhatIsDemanded(String value, String demanded, boolean holds) {
    assertThat(Conditions.holds(yaml(value), yaml(demanded))).isEqualTo(holds);
  }

  @Test
  void namesEachThingThatIsAmiss() {
    var expected = new Expected(
      Map.of("/verdict", yaml("qualified")),
      Map.of("/confidence", yaml("{atLeast: 0.9}")),
      Map.of(),
      new Calls(List.of("crm.history"), List.of("mail.send"), List.of(), Map.of()),
      1,
      new BigDecimal("0.01")
    );
    var trial = trial(
      "{verdict: disqualified, confidence: 0.9}",
      2,
      "0.02",
      new Trial.Called("mail.send", yaml("{}"), yaml("{}"))
    );

    assertThat(Expectations.unmet(tried(expected), trial))
      .extracting(Finding::kind, Finding::place)
      .containsExactly(
        org.assertj.core.groups.Tuple.tuple(Finding.Kind.CLASSIFICATION, "/verdict"),
        org.assertj.core.groups.Tuple.tuple(Finding.Kind.TOOLS, "crm.history"),
        org.assertj.core.groups.Tuple.tuple(Finding.Kind.TOOLS, "mail.send"),
        org.assertj.core.groups.Tuple.tuple(Finding.Kind.LIMITS, "maxTurns"),
        org.assertj.core.groups.Tuple.tuple(Finding.Kind.LIMITS, "maxCostUsd")
      );
  }

  @Test
  void demandsTheOrderOfFirstCallsAndPartsOfArguments() {
    var expected = new Expected(
      Map.of(),
      Map.of(),
      Map.of(),
      new Calls(List.of(), List.of(), List.of("a", "b"), Map.of("b", yaml("{to: {id: 7}}"))),
      null,
      null
    );
    var a = new Trial.Called("a", yaml("{}"), yaml("{}"));
    var b = new Trial.Called("b", yaml("{to: {id: 7, name: x}, more: 1}"), yaml("{}"));

    assertThat(Expectations.unmet(tried(expected), trial("{}", 1, "0", a, b, a))).isEmpty();
    assertThat(Expectations.unmet(tried(expected), trial("{}", 1, "0", b, a))).hasSize(1);
  }

  @Test
  void givesRecordedAnswersInOrderAndTheLastOneAgain() {
    var recording = new Recording(
      List.of(
        new Recorded("find", yaml("{name: x}"), yaml("{n: 1}")),
        new Recorded("find", null, yaml("{n: 2}"))
      )
    );

    assertThat(recording.to("find", yaml("{name: y}"))).contains(yaml("{n: 2}"));
    assertThat(recording.to("find", yaml("{name: x, more: 1}"))).contains(yaml("{n: 1}"));
    assertThat(recording.to("find", yaml("{name: y}"))).contains(yaml("{n: 2}"));
    assertThat(recording.to("other", yaml("{}"))).isEmpty();
  }

  @Test
  void tellsWhatHasBecomeBetterAndWorse() {
    var before = List.of(passed("a", true), passed("b", false), passed("c", true));
    var now = List.of(passed("a", false), passed("b", true), passed("c", true), passed("d", true));

    var comparison = Comparison.of(now, before);

    assertThat(comparison.cases())
      .extracting(line -> line.name() + " " + line.change())
      .containsExactly("a WORSE", "b BETTER", "c SAME", "d NEW");
    assertThat(comparison.worse()).isOne();
  }

  private static TriedCase passed(String name, boolean passed) {
    return new TriedCase(
      name,
      name,
      1,
      passed,
      List.of(),
      null,
      List.of(),
      1,
      true,
      0,
      0,
      BigDecimal.ZERO,
      1
    );
  }

  private static EvaluationCase tried(Expected expected) {
    return new EvaluationCase("A case", "Do it", Map.of(), null, List.of(), expected);
  }

  private static Trial trial(String answer, int turns, String cost, Trial.Called... calls) {
    return new Trial(
      yaml(answer),
      null,
      null,
      List.of(calls),
      turns,
      true,
      0,
      0,
      new BigDecimal(cost),
      Duration.ofMillis(1)
    );
  }

  private static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
