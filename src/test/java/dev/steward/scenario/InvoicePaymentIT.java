package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** No payment without a person, and none that stays where the bank does not confirm it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InvoicePaymentIT extends ApplicationIT {

  @AfterEach
  void mendTheDemoSystems() {
    api.as("operator").delete("/sandbox/faults").ok();
  }

  @Test
  void paysAMatchingInvoiceOnceAFinanceApproverAgrees() {
    var id = start("invoice-1", "M-501", "S-100");

    var review = scenario.awaitTask(id, "pay-supplier");
    assertThat(review.at("/groups/0").asText()).isEqualTo("finance-approvers");
    assertThat(review.at("/review/arguments/amount").decimalValue()).isEqualByComparingTo("1840");
    assertThat(review.at("/review/arguments/iban").asText()).isEqualTo("DE02120300000000202051");
    assertThat(scenario.calls(id)).doesNotContain("payments.pay succeeded");
    scenario.decide("approver", review, "approve");

    scenario.awaitState(id, "completed");
    assertThat(scenario.calls(id)).endsWith("payments.pay succeeded", "payments.confirm succeeded");
    assertThat(scenario.state(id, "release-payment")).isEmpty();
  }

  @Test
  void paysNothingThatTheApproverRejects() {
    var id = start("invoice-2", "M-501", "S-100");

    scenario.decide("approver", scenario.awaitTask(id, "pay-supplier"), "reject");

    scenario.awaitTask(id, "take-over");
    assertThat(scenario.calls(id)).doesNotContain("payments.pay succeeded");
  }

  @Test
  void asksADirectorFirstAboveTheLimit() {
    var id = start("invoice-3", "M-502", "S-200");

    var release = scenario.awaitTask(id, "release-payment");
    assertThat(release.at("/groups/0").asText()).isEqualTo("finance-directors");
    scenario.complete("operator", release, Map.of("release", Map.of("decision", "yes")));

    assertThat(
      scenario.awaitTask(id, "pay-supplier").at("/review/arguments/amount").decimalValue()
    ).isEqualByComparingTo("28500");
  }

  @Test
  void asksAClerkWhereInvoiceAndOrderDiffer() {
    var id = start("invoice-4", "M-503", "S-300");

    var clarification = scenario.awaitTask(id, "clarify-invoice");
    assertThat(scenario.instance(id).at("/variables/proposal/reason").asText()).contains(
      "EUR 1260",
      "EUR 960"
    );
    scenario.complete(
      "approver",
      clarification,
      Map.of(
        "proposal",
        Map.of("purchaseOrder", "PO-7003", "invoice", "BR-31", "amount", 960),
        "clarification",
        Map.of("pay", "no")
      )
    );

    scenario.awaitState(id, "completed");
    assertThat(scenario.calls(id)).doesNotContain("payments.pay succeeded");
  }

  @Test
  // Last, since after this the circuit of the bank's confirmations may be open for a while.
  @Order(Integer.MAX_VALUE)
  void takesThePaymentBackWhereTheBankDoesNotConfirmIt() {
    var id = start("invoice-5", "M-501", "S-100");
    var review = scenario.awaitTask(id, "pay-supplier");
    api
      .as("operator")
      .put(
        "/sandbox/faults",
        Map.of("system", "payments", "operation", "confirm", "failureRate", 1, "status", 500)
      )
      .ok();
    scenario.decide("approver", review, "approve");

    var byHand = scenario.awaitTask(id, "settle-by-hand");
    var cancellation = scenario.awaitTask(id, "cancel-payment");
    assertThat(cancellation.at("/groups/0").asText()).isEqualTo("finance-approvers");
    scenario.decide("approver", cancellation, "approve");
    await().until(() -> scenario.state(id, "cancel-payment").equals("completed"));
    scenario.complete("approver", byHand, settled());

    scenario.awaitState(id, "completed");
    assertThat(scenario.calls(id)).endsWith("payments.cancel succeeded");
  }

  private static Map<String, ?> settled() {
    return Map.of("settlement", Map.of("outcome", "finished", "comment", "Paid by cheque"));
  }

  private String start(String key, String mail, String supplier) {
    return scenario.start(
      "invoice-payment",
      key,
      Map.of("invoice", Map.of("mail", mail, "supplier", supplier))
    );
  }
}
