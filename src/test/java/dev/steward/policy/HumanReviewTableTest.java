package dev.steward.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table that ships with Steward says what the human-role table of the product says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class HumanReviewTableTest {

  private static final List<String> RISKS = List.of(
    "internal-summarization",
    "record-enrichment",
    "customer-outreach",
    "financial-action",
    "clinical",
    "unclassified"
  );

  private Tables tables;
  private Policies policies;

  @BeforeAll
  void deploy() {
    tables = new Tables();
    policies = tables.policies(Path.of("policies"));
  }

  @AfterAll
  void close() {
    tables.close();
  }

  @Test
  void letsSummarizationRunAndAsksAboutExceptions() {
    var summarization = Questions.of("internal-summarization");

    assertThat(decide(summarization)).isEqualTo("allow");
    assertThat(decide(summarization.live())).isEqualTo("allow");
    assertThat(decide(summarization.irreversible())).isEqualTo("review by operations");
    assertThat(decide(summarization.external())).isEqualTo("review by operations");
  }

  @Test
  void auditsSamplesOfEnrichment() {
    var enrichment = Questions.of("record-enrichment");

    assertThat(decide(enrichment)).isEqualTo("sample");
    assertThat(decide(enrichment.live())).isEqualTo("sample");
    assertThat(decide(enrichment.irreversible())).isEqualTo("review by operations");
    assertThat(decide(enrichment.external())).isEqualTo("review by operations");
  }

  @Test
  void asksForApprovalBeforeWritingToSensitiveAccounts() {
    var outreach = Questions.of("customer-outreach");

    assertThat(decide(outreach)).isEqualTo("allow");
    assertThat(decide(outreach.external().irreversible())).isEqualTo("sample");
    assertThat(decide(outreach.external().irreversible().account("sensitive"))).isEqualTo(
      "review by sales-approvers"
    );
    assertThat(decide(outreach.irreversible())).isEqualTo("sample");
    assertThat(decide(outreach.irreversible().live())).isEqualTo("review by sales-approvers");
  }

  @ParameterizedTest
  @CsvSource({
    "internal-summarization, operations",
    "record-enrichment,      operations",
    "customer-outreach,      sales-approvers",
    "financial-action,       finance-approvers",
    "clinical,               clinicians",
    "unclassified,           operations",
  })
  void asksBeforeAnAgentActsThatCouldHaveBeenSteered(String risk, String reviewers) {
    var steered = Questions.of(risk).readingOutsideText().readingConfidentialData();

    assertThat(decide(steered)).isEqualTo("review by " + reviewers);
    assertThat(decide(steered.tool("read").external())).isEqualTo("review by " + reviewers);
    assertThat(decide(steered.tool("read"))).isEqualTo("allow");
    assertThat(decide(steered.tool("forbidden"))).startsWith("deny");
    for (var one : List.of(
      Questions.of(risk).readingOutsideText(),
      Questions.of(risk).readingConfidentialData()
    )) {
      assertThat(decide(one)).isEqualTo(decide(Questions.of(risk)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = { "", "unknown", "Standard", "standard,sensitive", "stand" })
  void takesAnAccountThatIsNotStandardForSensitive(String account) {
    assertThat(decide(Questions.of("customer-outreach").external().account(account))).isEqualTo(
      "review by sales-approvers"
    );
  }

  @Test
  void asksBeforeEveryFinancialAction() {
    var financial = Questions.of("financial-action");

    assertThat(decide(financial)).isEqualTo("review by finance-approvers");
    assertThat(decide(financial.external().irreversible().live())).isEqualTo(
      "review by finance-approvers"
    );
  }

  @Test
  void givesEachGroupTheTimeThatItsWorkAllows() {
    assertThat(due(Questions.of("clinical"))).isEqualTo(Duration.ofHours(2));
    assertThat(due(Questions.of("financial-action"))).isEqualTo(Duration.ofDays(1));
    assertThat(due(Questions.of("customer-outreach").external().account("sensitive"))).isEqualTo(
      Duration.ofHours(8)
    );
  }

  private @Nullable Duration due(Questions question) {
    return ((Verdict.NeedsReview) policies.decide(question.ask()).verdict()).panel().due();
  }

  @Test
  void leavesEveryClinicalDecisionToTheClinician() {
    var clinical = Questions.of("clinical");

    assertThat(decide(clinical)).isEqualTo("review by clinicians");
    assertThat(decide(clinical.external().irreversible().live())).isEqualTo("review by clinicians");
  }

  @Test
  void distrustsAWorkflowThatHasNoRiskClass() {
    var unclassified = Questions.of("unclassified");

    assertThat(decide(unclassified)).isEqualTo("sample");
    assertThat(decide(unclassified.live())).isEqualTo("review by operations");
    assertThat(decide(unclassified.external())).isEqualTo("review by operations");
    assertThat(decide(unclassified.irreversible())).isEqualTo("review by operations");
  }

  @Test
  void treatsToolsAloneByTheirClassInEveryWorkflow() {
    for (var risk : RISKS) {
      var question = Questions.of(risk).external().irreversible().live();
      assertThat(decide(question.tool("forbidden"))).startsWith("deny");
      assertThat(decide(question.tool("read"))).isEqualTo("allow");
      assertThat(decide(question.tool("approval-required"))).startsWith("review by");
    }
    assertThat(decide(Questions.of("customer-outreach").tool("approval-required"))).isEqualTo(
      "review by sales-approvers"
    );
  }

  @Test
  void hasAnAnswerForEveryCaseAndDeniesTheRest() {
    for (var question : everyWrite()) {
      assertThat(decide(question)).as(question.toString()).doesNotStartWith("deny");
    }
    assertThat(decide(Questions.of("customer-outreech"))).startsWith("deny: No rule");
    assertThat(decide(Questions.of("clinical").tool("Write"))).startsWith("deny: No rule");
  }

  @Test
  void isNeverMildOutsideTheSandboxWithWhatCannotBeUndone() {
    for (var question : everyWrite()) {
      var standardOutreach =
        question.riskClass().equals("customer-outreach") && question.audience().equals("external");
      if (
        question.environment().equals("production") && !question.reversible() && !standardOutreach
      ) {
        assertThat(decide(question)).as(question.toString()).startsWith("review by");
      }
    }
  }

  @Test
  void tellsAllRulesThatMatchedWithTableAndVersion() {
    var question = Questions.of("unclassified").external().irreversible().live();

    var verdict = (Verdict.NeedsReview) policies.decide(question.ask()).verdict();

    assertThat(verdict.rules())
      .extracting(Verdict.Rule::id)
      .containsExactly("unclassified-live", "unclassified-outside", "unclassified-final");
    assertThat(verdict.rules()).extracting(Verdict.Rule::table).containsOnly("human-review:1");
    assertThat(verdict.rules().getFirst().description()).contains("outside the sandbox");
    assertThat(verdict.reason())
      .startsWith("The workflow has no risk class. ")
      .endsWith("this cannot be undone.");
  }

  private static List<Questions> everyWrite() {
    var all = new ArrayList<Questions>();
    for (var risk : RISKS) {
      for (int i = 0; i < 8; i++) {
        var question = Questions.of(risk);
        question = (i & 1) == 0 ? question : question.irreversible();
        question = (i & 2) == 0 ? question : question.external();
        all.add((i & 4) == 0 ? question : question.live());
      }
    }
    return all;
  }

  private String decide(Questions question) {
    return switch (policies.decide(question.ask()).verdict()) {
      case Verdict.Allowed allowed -> "allow";
      case Verdict.Sampled sampled -> "sample";
      case Verdict.NeedsReview review -> "review by " + review.panel().group();
      case Verdict.Denied denied -> "deny: " + denied.reason();
    };
  }
}
