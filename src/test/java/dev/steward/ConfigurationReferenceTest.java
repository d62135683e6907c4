package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} is made of what the code says; {@code -Dconfiguration.update=true} makes it anew. */
class ConfigurationReferenceTest {

  private static final Path PAGE = Path.of("docs/configuration.md");
  private static final Path METADATA = Path.of(
    "target/classes/META-INF/spring-configuration-metadata.json"
  );
  private static final Pattern USED = Pattern.compile(
    "(?:\\$\\{|ConditionalOnProperty\\([^)]*?\"|getProperty\\(\"|is\\(\")(steward\\.[a-z.-]+)"
  );
  private static final String BEGIN = """
  # Configuration

  Every setting of Steward's own, made of the code by `ConfigurationReferenceTest`; those of Spring Boot and Flowable are theirs. In a file (`application.yaml` beside the program), or as environment variables: `STEWARD_AUDIT_SEALING_KEY` is
  `steward.audit.sealing.key`. Durations are `30s`, `5m`, `7d` or ISO 8601, sizes `16MB`.

  | setting | type | default | |
  | --- | --- | --- | --- |
  """;

  private final Map<String, JsonNode> settings = settings();

  ConfigurationReferenceTest() throws IOException {}

  private static Map<String, JsonNode> settings() throws IOException {
    var found = new TreeMap<String, JsonNode>();
    new ObjectMapper()
      .readTree(METADATA.toFile())
      .path("properties")
      .forEach(property -> found.put(property.path("name").asText(), property));
    found.keySet().removeIf(name -> !name.startsWith("steward."));
    // Described by what their values hold.
    found.keySet().removeAll(List.of("steward.models", "steward.mcp.servers"));
    return found;
  }

  @Test
  void saysWhatEachSettingIs() {
    assertThat(settings).hasSizeGreaterThan(80);
    assertThat(settings.values()).allSatisfy(setting ->
      assertThat(setting.path("description").asText()).as(setting.toString()).isNotBlank()
    );
  }

  @Test
  void knowsWhateverTheCodeAsksFor() throws IOException {
    var used = new TreeSet<String>();
    try (var files = Files.walk(Path.of("src/main/java"))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        var matcher = USED.matcher(Files.readString(file));
        while (matcher.find()) {
          used.add(matcher.group(1));
        }
      }
    }
    assertThat(used).hasSizeGreaterThan(10);
    // The beginning of a name that is put together.
    used.removeIf(name -> name.endsWith("."));
    used.removeAll(settings.keySet());
    assertThat(used).isEmpty();
  }

  @Test
  void isWhatThePageSays() throws IOException {
    var page = new StringBuilder(BEGIN);
    settings.forEach((name, setting) ->
      page.append(
        "| `%s` | %s | %s | %s |\n".formatted(
          name,
          type(setting.path("type").asText()),
          value(setting.path("defaultValue")),
          setting
            .path("description")
            .asText()
            .replaceAll("\\{@code ([^}]*)}", "`$1`")
            .replace("|", "\\|")
        )
      )
    );
    if (Boolean.getBoolean("configuration.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
      .as("docs/configuration.md is no longer what the code says; -Dconfiguration.update=true")
      .isEqualTo(page.toString());
  }

  private static String type(String name) {
    return name
      .replaceAll("[a-z]+\\.(?:[a-z0-9]+\\.)+", "")
      .replace('$', '.')
      .replace("<", " of ")
      .replace(">", "")
      .replace(",", " to ");
  }

  private static String value(JsonNode value) {
    return value.isMissingNode() || (value.asText().isEmpty() && !value.isArray())
      ? ""
      : "`%s`".formatted(value.isValueNode() ? value.asText() : value.toString());
  }
}
