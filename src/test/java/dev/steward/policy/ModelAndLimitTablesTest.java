package dev.steward.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.problem.BrokenDefinitionException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.flowable.dmn.engine.DmnEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;

/** Tables that choose models and set budgets. */
@SuppressWarnings("NullAway.Init")
class ModelAndLimitTablesTest {

  private static final List<String> MODEL = List.of("model", "reason");
  private static final List<String> LIMIT = List.of(
    "scope",
    "period",
    "tokens",
    "costUsd",
    "onExceeded",
    "cheaperModel",
    "reviewers"
  );

  private static Tables tables;

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    tables = new Tables();
  }

  @AfterAll
  static void stop() {
    tables.close();
  }

  @Test
  void letsAnAgentAskItsOwnModelWithoutATable() {
    assertThat(policies().model(question("short", true)).model()).isEqualTo("short");
  }

  @ParameterizedTest
  @CsvSource({ "own, short", "long, long" })
  void asksTheModelThatTheTableNames(String cell, String model) throws IOException {
    writeModel("true", cell);

    var decision = policies().model(question("short", true));

    assertThat(decision.model()).isEqualTo(model);
    assertThat(decision.rules()).extracting(Verdict.Rule::id).containsExactly("the-rule");
  }

  @Test
  void asksNoModelWhereTheTableForbidsItOrSaysNothing() throws IOException {
    writeModel("true", "none");

    var policies = policies();

    assertThat(policies.model(question("short", true)).model()).isNull();
    assertThat(policies.model(question("short", true)).reason()).isEqualTo("why");
    assertThat(policies.model(question("short", false)).model()).isNull();
    assertThat(policies.model(question("short", false)).reason()).startsWith("No rule");
  }

  @Test
  void letsTheStrictestOfSeveralTablesChoose() throws IOException {
    writeModel("true", "own");
    write("b.dmn", model("b", "true", "long"));
    assertThat(policies().model(question("short", true)).model()).isEqualTo("long");

    write("c.dmn", model("c", "true", "none"));
    assertThat(policies().model(question("short", true)).model()).isNull();
  }

  @Test
  void asksNoModelAndSpendsNothingWhenTheEngineFails() throws IOException {
    writeModel("true", "own");
    writeLimit("\"all\"", "\"day\"", "10", "", "\"stop\"", "", "");
    var broken = Mockito.mock(DmnEngine.class, call -> {
      throw new IllegalStateException("the database is gone");
    });
    var policies = new TablePolicies(tables.read(folder), new TableQuestions(broken));

    assertThat(policies.model(question("short", true)).model()).isNull();
    assertThat(policies.limits(limits("clinical")).known()).isFalse();
  }

  @Test
  void readsBudgets() throws IOException {
    writeLimit("\"risk-class\"", "\"month\"", "2000000", "12.50", "\"degrade\"", "\"short\"", "");

    var decision = policies().limits(limits("clinical"));

    assertThat(decision.known()).isTrue();
    assertThat(decision.limits())
      .singleElement()
      .satisfies(limit -> {
        assertThat(limit.scope()).isEqualTo(Limit.Scope.RISK_CLASS);
        assertThat(limit.period()).isEqualTo(Limit.Period.MONTH);
        assertThat(limit.tokens()).isEqualTo(2_000_000);
        assertThat(limit.costUsd()).isEqualByComparingTo("12.50");
        assertThat(limit.onExceeded()).isEqualTo(Limit.OnExceeded.DEGRADE);
        assertThat(limit.cheaperModel()).isEqualTo("short");
        assertThat(limit.reason()).isEqualTo("What it means");
      });
    assertThat(policies().limits(limits("financial-action")).limits()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    quoteCharacter = '^',
    value = {
      "everyone | day | 10 | stop | | | its scope must be one of all, process, agent, risk-class, initiator",
      "all | year | 10 | stop | | | its period must be one of day, month",
      "all | day | 0 | stop | | | limits neither tokens nor costUsd to more than 0",
      "all | day | | stop | | | limits neither tokens nor costUsd to more than 0",
      "all | day | -5 | stop | | | '-5' for tokens is not a number that is not negative",
      "all | day | 10 | explode | | | its onExceeded must be one of stop, ask, degrade",
      "all | day | 10 | degrade | | | degrades, but names no cheaperModel",
      "all | day | 10 | ask | | | asks, but names no reviewers",
      "all | day | 10 | degrade | tiny | | names the model 'tiny', which is not configured",
    }
  )
  void refusesABudgetThatCouldNotBeReliedOn(
    String scope,
    String period,
    String tokens,
    String onExceeded,
    String cheaper,
    String reviewers,
    String reason
  ) throws IOException {
    writeLimit(
      quoted(scope),
      quoted(period),
      tokens == null ? "" : tokens,
      "",
      quoted(onExceeded),
      quoted(cheaper),
      quoted(reviewers)
    );

    assertThatThrownBy(() -> tables.read(folder))
      .isInstanceOf(BrokenDefinitionException.class)
      .hasMessageContaining(reason);
  }

  @Test
  void refusesATableThatNamesAModelWhichIsNotConfigured() throws IOException {
    writeModel("true", "tiny");

    assertThatThrownBy(() -> tables.read(folder))
      .isInstanceOf(BrokenDefinitionException.class)
      .hasMessageContaining("decision 'models' names the model 'tiny', which is not configured");
  }

  @Test
  void asksEachTableOnlyWhatItIsAbout() throws IOException {
    writeModel("true", "none");
    writeLimit("\"all\"", "\"day\"", "10", "", "\"stop\"", "", "");

    // Neither has a verdict, so nothing covers the call.
    assertThat(policies().decide(Questions.of("clinical").ask()).verdict().rules()).isEmpty();
  }

  private Policies policies() {
    return tables.policies(folder);
  }

  private void writeModel(String confidential, String model) throws IOException {
    write("models.dmn", model("models", confidential, model));
  }

  private static String model(String key, String confidential, String model) {
    return TableText.ofOneRule(key, "the-rule", "confidential", "boolean", MODEL).formatted(
      confidential,
      quoted(model),
      "\"why\""
    );
  }

  private void writeLimit(Object... cells) throws IOException {
    write(
      "limits.dmn",
      TableText.ofOneRule("limits", "the-rule", "riskClass", "string", LIMIT)
        .replaceFirst("%s", "\"clinical\"")
        .formatted(cells)
    );
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private static String quoted(String text) {
    return text == null ? "" : "\"" + text + "\"";
  }

  private static ModelQuestion question(String model, boolean confidential) {
    return new ModelQuestion(
      "clinical",
      "sandbox",
      "triage",
      "nurse",
      model,
      "standard",
      false,
      confidential,
      BigDecimal.ZERO,
      Set.of()
    );
  }

  private static LimitQuestion limits(String riskClass) {
    return new LimitQuestion(riskClass, "sandbox", "triage", "nurse", Set.of("app"));
  }
}
