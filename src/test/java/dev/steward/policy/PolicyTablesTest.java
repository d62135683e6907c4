package dev.steward.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.problem.BrokenDefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.flowable.dmn.engine.DmnEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;

@SuppressWarnings("NullAway.Init")
class PolicyTablesTest {

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
  void deniesEverythingWithoutTables() {
    var denied = policies().decide(Questions.of("clinical").tool("read").ask()).verdict();

    assertThat(denied).isInstanceOf(Verdict.Denied.class);
    assertThat(
      tables.policies(folder.resolve("none")).decide(Questions.of("clinical").ask()).verdict()
    ).isInstanceOf(Verdict.Denied.class);
  }

  @Test
  void deniesWhenTheEngineFails() throws IOException {
    write("failing.dmn", table("failing", "-"));
    var broken = Mockito.mock(DmnEngine.class, call -> {
      throw new IllegalStateException("the database is gone");
    });

    var verdict = new TablePolicies(tables.read(folder), new TableQuestions(broken))
      .decide(Questions.of("clinical").ask())
      .verdict();

    assertThat(verdict).isEqualTo(
      new Verdict.Denied("The decision tables cannot be asked.", List.of())
    );
  }

  @Test
  void deniesWhenARuleFailsToEvaluate() throws IOException {
    // Allowed in form, but a list of roles is needed on both sides and null is refused by the
    // function.
    write("null.dmn", table("null-amount", "#{collection:anyOf(confidence, amount)}"));

    assertThat(policies().decide(Questions.of("clinical").ask()).verdict()).isEqualTo(
      new Verdict.Denied("The decision tables cannot be asked.", List.of())
    );
  }

  @Test
  void letsTheStrictestOfSeveralTablesDecide() throws IOException {
    write("b.dmn", table("b", "-").replace("\"allow\"", "\"deny\""));
    write("a.dmn", table("a", "-"));

    var verdict = policies().decide(Questions.of("clinical").ask()).verdict();

    assertThat(verdict).isInstanceOf(Verdict.Denied.class);
    assertThat(verdict.rules()).extracting(Verdict.Rule::table).containsExactly("a:1", "b:1");
  }

  @Test
  void comparesAmountsAndTakesNoneForNoMatch() throws IOException {
    write("amounts.dmn", table("amounts", "< 100.50"));
    var policies = policies();
    var question = Questions.of("financial-action");

    assertThat(policies.decide(question.amount("100.49").ask()).verdict()).isInstanceOf(
      Verdict.Allowed.class
    );
    assertThat(policies.decide(question.amount("100.50").ask()).verdict()).isInstanceOf(
      Verdict.Denied.class
    );
    assertThat(policies.decide(question.ask()).verdict()).isInstanceOf(Verdict.Denied.class);
  }

  @Test
  void asksForRolesByMembership() throws IOException {
    write("roles.dmn", table("roles", "#{collection:anyOf(initiatorRoles, 'app')}"));
    assertThat(policies().decide(Questions.of("clinical").ask()).verdict()).isInstanceOf(
      Verdict.Allowed.class
    );

    write("roles.dmn", table("roles", "#{collection:anyOf(initiatorRoles, 'operator')}"));
    assertThat(policies().decide(Questions.of("clinical").ask()).verdict()).isInstanceOf(
      Verdict.Denied.class
    );
  }

  @Test
  void countsAVersionForEachChangeOfATableOnly() throws IOException {
    write("counted.dmn", table("counted", "-"));
    assertThat(tables.read(folder).verdicts().getFirst().version()).isEqualTo(1);
    assertThat(tables.read(folder).verdicts().getFirst().version()).isEqualTo(1);

    write("counted.dmn", table("counted", "> 1"));
    assertThat(tables.read(folder).verdicts().getFirst().version()).isEqualTo(2);
  }

  @Test
  void ignoresATableOfTheSameKeyThatSomebodyElseDeploys() throws IOException {
    write("pinned.dmn", table("pinned", "-").replace("\"allow\"", "\"deny\""));
    var policies = policies();

    tables.engine
      .getDmnRepositoryService()
      .createDeployment()
      .name("a process")
      .addString("own.dmn", table("pinned", "-"))
      .deploy();

    assertThat(policies.decide(Questions.of("clinical").ask()).verdict()).isInstanceOf(
      Verdict.Denied.class
    );
  }

  @Test
  void keepsNoHistoryOfItsOwn() throws IOException {
    write("a.dmn", table("silent", "-"));
    policies().decide(Questions.of("clinical").ask()).verdict();

    assertThat(
      tables.engine.getDmnHistoryService().createHistoricDecisionExecutionQuery().count()
    ).isZero();
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    quoteCharacter = '^',
    value = {
      "<decisionTable       | <decisionTabel       | line ",
      "</definitions>       |                      | line ",
      "\"COLLECT\"          | \"FIRST\"            | decision 'key' must have the hit policy" +
        " COLLECT",
      ">amount<             | >ammount<            | decision 'key' input 'ammount' is unknown," +
        " known: accountSensitivity, agent, amount",
      "name=\"verdict\"     | name=\"answer\"      | decision 'key' must have one of the outputs verdict, model and scope",
      "\"allow\"            | \"alow\"             | rule 1 'the-rule': its verdict must be one" +
        " of deny, review, sample, allow",
      "\"allow\"            | allow                | rule 1 'the-rule': 'allow' for verdict is not" +
        " a text in double quotes",
      "\"allow\"            | \"review\"           | rule 1 'the-rule': asks for a review but" +
        " names no reviewers",
      "What it means        |                      | rule 1 'the-rule': needs a description",
      " id=\"the-rule\"     |                      | rule 1 '': needs an id",
      ">-<                  | >\"much\"<           | rule 1 'the-rule': '\"much\"' for amount is" +
        " neither a value",
      ">-<                  | >1,2<                | neither a value",
      ">-<                  | >#{amount.getClass().forName('java.lang.Runtime')}< | neither a" +
        " value",
      ">-<                  | >== ''.getClass()<   | neither a value",
      ">-<                  | >#{collection:anyOf(initiatorRoles, someBean)}< | neither a value",
      ">-<                  | >#{collection:anyOf(agent, 'a')}#{''.getClass()}< | neither a" +
        " value",
    }
  )
  void refusesATableThatCannotBeReliedOn(String good, String bad, String reason)
    throws IOException {
    write("broken.dmn", table("key", "-").replace(good, bad == null ? "" : bad));

    assertThatThrownBy(() -> tables.read(folder))
      .isInstanceOf(BrokenDefinitionException.class)
      .hasMessageContaining(folder.getFileName() + "/broken.dmn: ")
      .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    quoteCharacter = '^',
    value = {
      "\"review\" | \"a\" | 0 | \"PT4H\" | its quorum must be a whole number from 1 to 9",
      "\"review\" | \"a\" | 1.5 | \"PT4H\" | its quorum must be a whole number from 1 to 9",
      "\"review\" | \"a\" | two | \"PT4H\" | 'two' for quorum is not a number",
      "\"review\" | \"a\" | 2 | \"four hours\" | '\"four hours\"' for due is not a duration",
    }
  )
  void refusesAReviewThatNobodyCouldFinish(
    String verdict,
    String reviewers,
    String quorum,
    String due,
    String reason
  ) throws IOException {
    write(
      "review.dmn",
      TableText.ofOneRule(
        "the-key",
        "the-rule",
        "amount",
        "number",
        List.of("verdict", "reviewers", "quorum", "due")
      ).formatted("-", verdict, reviewers, quorum, due)
    );

    assertThatThrownBy(() -> tables.read(folder))
      .isInstanceOf(BrokenDefinitionException.class)
      .hasMessageContaining(reason);
  }

  @Test
  void takesTheHighestQuorumAndTheShortestTimeOfAllRulesThatAsk() throws IOException {
    var outputs = List.of("verdict", "reviewers", "quorum", "due");
    write(
      "a.dmn",
      TableText.ofOneRule("asking-a", "the-rule", "amount", "number", outputs).formatted(
        "-",
        "\"review\"",
        "\"first\"",
        "2",
        "\"P1D\""
      )
    );
    write(
      "b.dmn",
      TableText.ofOneRule("asking-b", "the-rule", "amount", "number", outputs).formatted(
        "-",
        "\"review\"",
        "\"second\"",
        "",
        "\"PT4H\""
      )
    );

    var verdict = policies().decide(Questions.of("clinical").ask()).verdict();

    assertThat(verdict).isInstanceOfSatisfying(Verdict.NeedsReview.class, review -> {
      assertThat(review.panel().group()).isEqualTo("first");
      assertThat(review.panel().quorum()).isEqualTo(2);
      assertThat(review.panel().due()).isEqualTo(Duration.ofHours(4));
    });
  }

  @Test
  void refusesTwoTablesOfOneKey() throws IOException {
    write("a.dmn", table("twice", "-"));
    write("b.dmn", table("twice", "-"));

    assertThatThrownBy(() -> tables.read(folder)).hasMessageContaining(
      "b.dmn: decision 'twice' is already in " + folder.getFileName() + "/a.dmn"
    );
  }

  private Policies policies() {
    return tables.policies(folder);
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private static String table(String key, String amount) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
      <decision id="%s" name="Table">
        <decisionTable id="t" hitPolicy="COLLECT">
          <input id="i1"><inputExpression id="e1" typeRef="number"><text>amount</text></inputExpression></input>
          <output id="o1" name="verdict" typeRef="string" />
          <rule id="the-rule">
            <description>What it means</description>
            <inputEntry id="c1"><text>%s</text></inputEntry>
            <outputEntry id="c2"><text>"allow"</text></outputEntry>
          </rule>
        </decisionTable>
      </decision>
    </definitions>
    """.formatted(key, amount.replace("<", "&lt;").replace(">", "&gt;"));
  }
}
