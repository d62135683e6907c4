package dev.steward.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Mandate;
import dev.steward.process.spi.WorkContext;
import dev.steward.tool.contract.ContractSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;

class RatesTest {

  @Test
  void letsNothingPassWhereNothingCanBeCounted(@TempDir Path folder) throws IOException {
    var contract = Files.readString(Path.of("src/test/resources/agent-runs/tools/demo.rare.yaml"));
    Files.writeString(folder.resolve("demo.rare.yaml"), contract);
    var tool = ContractSet.read(folder).find("demo.rare").orElseThrow();
    var rates = new Rates(nowhere());
    try {
      assertThat(
        rates.take(tool.contract(), scope(), JsonNodeFactory.instance.objectNode())
      ).contains(Duration.ofSeconds(5));
    } finally {
      rates.destroy();
    }
  }

  private static CallScope scope() {
    var context = new WorkContext(
      "p",
      1,
      "i",
      "e",
      "a",
      "A",
      null,
      "app",
      "sandbox",
      "unclassified",
      "standard",
      Labels.NONE,
      Mandate.of("app"),
      false
    );
    return new CallScope(UUID.randomUUID(), context, null, Set.of(), Labels.NONE, false);
  }

  private static JdbcConnectionDetails nowhere() {
    return new JdbcConnectionDetails() {
      @Override
      public String getUsername() {
        return "nobody";
      }

      @Override
      public String getPassword() {
        return "";
      }

      @Override
      public String getJdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:9/none";
      }
    };
  }
}
