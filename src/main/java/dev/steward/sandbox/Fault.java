package dev.steward.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a demo system misbehaves.
 *
 * @param operation only this one, such as {@code update-lead}; every operation of the system when
 *     absent
 * @param latencyMs waited by every call that is struck, whether or not it fails then
 * @param failureRate share of calls that fail, 0 to 1
 * @param status of a failing call's answer
 * @param phase of a write that is struck; with {@code after} the write is applied and its answer
 *     lost
 */
record Fault(
  @NotNull
  @Pattern(
    regexp = "company-information|crm|outreach|calendar|documents|web|mail|purchasing|payments|patients"
  )
  String system,
  @Nullable String operation,
  @Min(0) @Max(600_000) long latencyMs,
  @Nullable @DecimalMin("0") @DecimalMax("1") BigDecimal failureRate,
  @Nullable @Min(400) @Max(599) Integer status,
  @Nullable Phase phase
) {
  private static final String SYSTEMS =
    "company-information|crm|outreach|calendar|documents|web|mail|purchasing|payments|patients";

  enum Phase {
    @JsonProperty("before")
    BEFORE,

    @JsonProperty("after")
    AFTER,
  }

  /** As it takes effect, and as operators read it back. */
  Fault withDefaults() {
    return new Fault(
      system,
      operation,
      latencyMs,
      failureRate == null ? BigDecimal.ZERO : failureRate,
      status == null ? 503 : status,
      phase == null ? Phase.BEFORE : phase
    );
  }
}
