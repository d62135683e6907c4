package dev.steward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstanceAccountsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void countsEveryAnswerThatHasAPriceWhetherOrNotItWasUsed() {
    var cost = InstanceAccounts.cost(
      List.of(
        entry(
          "model.answered",
          Map.of("costUsd", new BigDecimal("0.0123"), "inputTokens", 900, "outputTokens", 80)
        ),
        entry(
          "model.retried",
          Map.of("costUsd", new BigDecimal("0.002"), "inputTokens", 100, "outputTokens", 4)
        ),
        entry("model.retried", Map.of("reason", "It did not answer in time")),
        entry(
          "model.answered",
          Map.of("costUsd", 0, "rehearsal", true, "inputTokens", 0, "outputTokens", 0)
        ),
        entry("tool.executed", Map.of("costUsd", 7))
      )
    );

    assertThat(cost).isEqualTo(new Account.Cost(3, 1, 1000, 84, new BigDecimal("0.0143")));
  }

  private static TrailEntry entry(String type, Map<String, ?> detail) {
    return new TrailEntry(
      1,
      Instant.EPOCH,
      type,
      "agent:fit-scorer",
      "app",
      null,
      null,
      "",
      JSON.valueToTree(detail)
    );
  }
}
