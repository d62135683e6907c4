package dev.steward.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The web app's client is generated from a committed copy of what the server says about itself. */
class OpenApiIT extends ApplicationIT {

  private static final Path COMMITTED = Path.of("src/main/frontend/src/api/openapi.json");

  private static final ObjectMapper JSON = JsonMapper.builder()
    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
    .build();

  @Test
  void isWhatTheWebAppWasGeneratedFrom() throws IOException {
    var served = (ObjectNode) api.get("/v3/api-docs").expect(200);
    served.remove("servers");
    var document = pretty(served);
    if (Boolean.getBoolean("openapi.update")) {
      Files.writeString(COMMITTED, document);
    }
    // Not assertThat: its message would bury this line under two whole documents.
    if (!document.equals(Files.readString(COMMITTED))) {
      throw new AssertionError(
        "The REST API is no longer what " +
          COMMITTED +
          " says; CONTRIBUTING.md tells how to update it (-Dopenapi.update=true)"
      );
    }
  }

  private static String pretty(JsonNode document) throws JsonProcessingException {
    var lines = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter()
      .withObjectIndenter(lines)
      .withArrayIndenter(lines)
      .withSeparators(
        DefaultPrettyPrinter.DEFAULT_SEPARATORS.withObjectFieldValueSpacing(
          com.fasterxml.jackson.core.util.Separators.Spacing.AFTER
        )
      );
    // Only maps are written in the order of their keys.
    return JSON.writer(printer).writeValueAsString(JSON.treeToValue(document, Object.class)) + "\n";
  }
}
