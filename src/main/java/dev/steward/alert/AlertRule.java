package dev.steward.alert;

import dev.steward.monitoring.Reading;
import dev.steward.monitoring.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a figure is an alert, and what happens then.
 *
 * @param figure the id of one of the monitoring page, or {@code open-tasks} or {@code overdue-tasks}
 * @param group whose open tasks are counted
 * @param window up to now, from one hour to 31 days, of which the first hour counts as a whole; means nothing to what is counted as it stands
 * @param threshold shares from 0 to 1, money in US dollars, times in the figure's unit
 * @param minimum of how many facts the figure must tell before it is believed
 * @param tell groups whose members are told by mail
 * @param start what is started each time it begins to hold
 */
@Schema(name = "AlertRule")
record AlertRule(
  @NotBlank String figure,
  @Nullable @Size(max = 255) String processKey,
  @Nullable Integer version,
  @Nullable @Size(max = 255) String agent,
  @Nullable @Size(max = 255) String tool,
  @Nullable @Size(max = 255) String model,
  @Nullable @Size(max = 255) String group,
  @NotNull @Schema(type = "string", example = "PT1H") Duration window,
  @NotNull Comparison comparison,
  @NotNull BigDecimal threshold,
  @Min(0) long minimum,
  @NotNull Severity severity,
  @Nullable @Size(max = 20) List<String> tell,
  @Nullable @Valid Start start
) {
  /**
   * A process to start.
   *
   * @param as for whom: whoever writes the rule, or one of the accounts that are set up for services
   */
  @Schema(name = "AlertStart")
  record Start(@NotBlank String processKey, @NotBlank String as) {}

  Scope scope() {
    return new Scope(processKey, version, agent, tool, model, group);
  }

  List<String> groups() {
    return tell == null ? List.of() : tell;
  }

  Judgement judge(Reading reading) {
    var value = reading.value();
    var among = reading.among();
    if (value == null || (among != null && among < minimum)) {
      return Judgement.UNKNOWN;
    }
    return comparison.holds(value, threshold) ? Judgement.FIRES : Judgement.CALM;
  }

  /** Whether what the other one has found says something about this. */
  boolean measuresLike(AlertRule other) {
    return (
      figure.equals(other.figure) && scope().equals(other.scope()) && window.equals(other.window)
    );
  }
}
