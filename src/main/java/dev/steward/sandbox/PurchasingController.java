package dev.steward.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Mail that has come in, and what purchasing knows: suppliers and what was ordered from them. */
@SandboxComponent
@RestController
@RequestMapping("/sandbox")
class PurchasingController {

  private final JdbcClient jdbc;
  private final Faults faults;

  PurchasingController(JdbcClient jdbc, Faults faults) {
    this.jdbc = jdbc;
    this.faults = faults;
  }

  record Mail(
    String id,
    String mailbox,
    String sender,
    String subject,
    String body,
    Instant receivedAt
  ) {}

  record Supplier(String id, String name, String email, String iban) {}

  record Order(String number, String supplier, String subject, BigDecimal amount, String status) {}

  @GetMapping("/mail/{id}")
  Mail mail(@PathVariable String id) {
    faults.strikeRead("mail", "read");
    return jdbc
      .sql("SELECT id, mailbox, sender, subject, body, received_at FROM sandbox_mail WHERE id = ?")
      .param(id)
      .query((row, number) ->
        new Mail(
          row.getString("id"),
          row.getString("mailbox"),
          row.getString("sender"),
          row.getString("subject"),
          row.getString("body"),
          Objects.requireNonNull(row.getTimestamp("received_at")).toInstant()
        )
      )
      .optional()
      .orElseThrow(() -> SandboxProblem.notFound("mail-not-found", "There is no such mail"));
  }

  @GetMapping("/purchasing/suppliers/{id}")
  Supplier supplier(@PathVariable String id) {
    faults.strikeRead("purchasing", "read-supplier");
    return jdbc
      .sql("SELECT id, name, email, iban FROM sandbox_supplier WHERE id = ?")
      .param(id)
      .query(Supplier.class)
      .optional()
      .orElseThrow(() ->
        SandboxProblem.notFound("supplier-not-found", "There is no such supplier")
      );
  }

  /** An order of another supplier is none of this one's. */
  @GetMapping("/purchasing/orders/{number}")
  Order order(@PathVariable String number, @RequestParam String supplier) {
    faults.strikeRead("purchasing", "find-order");
    return jdbc
      .sql(
        """
        SELECT number, supplier, subject, amount, status FROM sandbox_purchase_order
        WHERE number = ? AND supplier = ?
        """
      )
      .params(number, supplier)
      .query(Order.class)
      .optional()
      .orElseThrow(() ->
        SandboxProblem.notFound("order-not-found", "There is no such order of this supplier")
      );
  }
}
