package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.http.HttpMethod;

/** The demo systems of summaries, enrichment, payments and triage. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class WorkflowSystemsTest {

  private SandboxFixture sandbox;

  @BeforeAll
  void start() {
    sandbox = new SandboxFixture();
  }

  @AfterAll
  void stop() {
    sandbox.close();
  }

  @Test
  void hidesConfidentialDocuments() {
    assertThat(sandbox.get("/sandbox/documents/HB-12").status()).isEqualTo(200);
    assertThat(sandbox.get("/sandbox/documents/BD-07").status()).isEqualTo(404);
  }

  @Test
  void keepsEveryAddressThatIsAskedForOutside() {
    var url = "https://collector.example/?data=secret";

    var answer = sandbox.get("/sandbox/web?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(
      sandbox.jdbc.sql("SELECT url FROM sandbox_page_request").query(String.class).list()
    ).containsExactly(url);
  }

  @Test
  void filesANoteOnceAndWithdrawsIt() {
    var body = "{'ticket': 'T-1001', 'title': 'Summary', 'body': 'Calls are dropped.'}";

    var filed = sandbox.post("/sandbox/notes", "note-1", body);
    var again = sandbox.post("/sandbox/notes", "note-1", body);
    var id = filed.body().path("noteId").asText();

    assertThat(again.body()).isEqualTo(filed.body());
    assertThat(
      sandbox
        .post("/sandbox/notes/" + id + "/withdraw", "note-2", "{}")
        .body()
        .path("status")
        .asText()
    ).isEqualTo("withdrawn");
    assertThat(
      sandbox.post("/sandbox/notes", "note-3", body.replace("T-1001", "T-9")).status()
    ).isEqualTo(404);
  }

  @Test
  void namesWhatStoodInACompanysRecordBefore() {
    var answer = sandbox.call(
      HttpMethod.PATCH,
      "/sandbox/crm/companies/tessermill.example",
      "company-1",
      "{'employees': 310}"
    );

    assertThat(answer.body().at("/previous/employees").asInt()).isEqualTo(120);
    assertThat(
      sandbox.get("/sandbox/crm/companies/tessermill.example").body().path("country").asText()
    ).isEqualTo("Germany");
  }

  @Test
  void findsOrdersOfTheSupplierAlone() {
    assertThat(
      sandbox.get("/sandbox/purchasing/orders/PO-7001?supplier=S-100").body().path("amount").asInt()
    ).isEqualTo(1840);
    assertThat(sandbox.get("/sandbox/purchasing/orders/PO-7001?supplier=S-200").status()).isEqualTo(
      404
    );
  }

  @Test
  void paysWhatItIsToldAndCancelsOnce() {
    var paid = sandbox.post(
      "/sandbox/payments",
      "pay-1",
      "{'supplier': 'S-100', 'purchaseOrder': 'PO-7001', 'invoice': 'NG-2201', 'iban': 'DE02120300000000202051', 'amount': 1840}"
    );
    var id = paid.body().path("paymentId").asText();

    assertThat(paid.body().path("status").asText()).isEqualTo("executed");
    for (var key : new String[] { "cancel-1", "cancel-2" }) {
      assertThat(
        sandbox
          .post("/sandbox/payments/" + id + "/cancel", key, "{'reason': 'Not confirmed'}")
          .body()
          .path("status")
          .asText()
      ).isEqualTo("cancelled");
    }
    assertThat(
      sandbox
        .get("/sandbox/payments/" + id)
        .body()
        .path("status")
        .asText()
    ).isEqualTo("cancelled");
  }

  @Test
  void filesAndWithdrawsNotesOfPatientsItKnows() {
    var note = "{'urgency': 'soon', 'body': 'A cough.'}";

    var filed = sandbox.post("/sandbox/patients/P-1001/notes", "triage-1", note);

    assertThat(filed.body().path("urgency").asText()).isEqualTo("soon");
    assertThat(
      sandbox
        .post(
          "/sandbox/patients/notes/" + filed.body().path("noteId").asText() + "/withdraw",
          "triage-2",
          "{}"
        )
        .status()
    ).isEqualTo(200);
    assertThat(sandbox.post("/sandbox/patients/P-9/notes", "triage-3", note).status()).isEqualTo(
      404
    );
    assertThat(
      sandbox.post("/sandbox/patients/P-1001/messages", "triage-4", "{'body': 'Come.'}").status()
    ).isEqualTo(200);
  }
}
