package dev.steward.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A bank that pays what it is told to pay, to whatever account. */
@SandboxComponent
@RestController
@RequestMapping("/sandbox/payments")
class PaymentController {

  private static final String SYSTEM = "payments";

  private final JdbcClient jdbc;
  private final Effects effects;
  private final Faults faults;

  PaymentController(JdbcClient jdbc, Effects effects, Faults faults) {
    this.jdbc = jdbc;
    this.effects = effects;
    this.faults = faults;
  }

  record NewPayment(
    @NotBlank String supplier,
    @NotBlank String purchaseOrder,
    @NotBlank String invoice,
    @NotNull @Pattern(regexp = "[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}") String iban,
    @NotNull @Positive BigDecimal amount
  ) {}

  record Cancellation(@Nullable @Size(max = 500) String reason) {}

  record Payment(
    UUID paymentId,
    String supplier,
    String purchaseOrder,
    String invoice,
    BigDecimal amount,
    String status
  ) {}

  @PostMapping
  JsonNode pay(
    @RequestBody @Valid NewPayment payment,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    return effects.apply(SYSTEM, "pay", key, payment, used -> insert(payment));
  }

  @GetMapping("/{paymentId}")
  Payment confirmation(@PathVariable UUID paymentId) {
    faults.strikeRead(SYSTEM, "confirm");
    return find(paymentId);
  }

  @PostMapping("/{paymentId}/cancel")
  JsonNode cancel(
    @PathVariable UUID paymentId,
    @RequestBody(required = false) @Valid @Nullable Cancellation cancellation,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    var reason = cancellation == null ? null : cancellation.reason();
    return effects.apply(SYSTEM, "cancel", key, Arrays.asList(paymentId, reason), used -> {
      jdbc
        .sql(
          """
          UPDATE sandbox_payment
          SET cancelled_at = coalesce(cancelled_at, now()),
              cancel_reason = coalesce(cancel_reason, ?::text)
          WHERE id = ?
          """
        )
        .params(Arrays.asList(reason, paymentId))
        .update();
      return find(paymentId);
    });
  }

  private Payment insert(NewPayment payment) {
    var id = UUID.randomUUID();
    jdbc
      .sql(
        """
        INSERT INTO sandbox_payment (id, supplier, purchase_order, invoice, iban, amount)
        VALUES (?, ?, ?, ?, ?, ?)
        """
      )
      .params(
        id,
        payment.supplier(),
        payment.purchaseOrder(),
        payment.invoice(),
        payment.iban(),
        payment.amount()
      )
      .update();
    return find(id);
  }

  private Payment find(UUID paymentId) {
    return jdbc
      .sql(
        """
        SELECT id AS payment_id, supplier, purchase_order, invoice, amount,
               CASE WHEN cancelled_at IS NULL THEN 'executed' ELSE 'cancelled' END AS status
        FROM sandbox_payment WHERE id = ?
        """
      )
      .param(paymentId)
      .query(Payment.class)
      .optional()
      .orElseThrow(() -> SandboxProblem.notFound("payment-not-found", "There is no such payment"));
  }
}
