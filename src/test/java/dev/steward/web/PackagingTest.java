package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files that containers are made of, held against the tree and the application's settings; there is no engine here to run them. */
class PackagingTest {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(?:(:?[-?])([^}]*))?}");
  private static final Pattern PINNED = Pattern.compile(
    "[a-z0-9./-]+:v?[0-9]+[.][0-9].*|steward:local"
  );

  private final JsonNode compose = new YAMLMapper().readTree(
    Path.of("docker-compose.yml").toFile()
  );
  private final List<String> dockerfile = Files.readAllLines(Path.of("Dockerfile"));

  PackagingTest() throws IOException {}

  @Test
  void takesEveryImageInOneVersion() {
    compose
      .path("services")
      .forEach(service -> assertThat(service.path("image").asText()).matches(PINNED));
    assertThat(
      instructions("FROM")
        .map(from -> from.split(" ")[1])
        .toList()
    ).allMatch(image -> PINNED.matcher(image).matches());
  }

  @Test
  void mountsWhatIsThere() {
    compose.path("services").forEach(service ->
      service.path("volumes").forEach(volume -> {
        var source = volume.asText().split(":")[0];
        if (source.startsWith("./")) {
          assertThat(Path.of(source)).exists();
          assertThat(volume.asText()).endsWith(":ro");
        } else {
          assertThat(compose.path("volumes").has(source)).as(source).isTrue();
        }
      })
    );
  }

  @Test
  void opensPortsOnThisMachineAlone() {
    compose
      .path("services")
      .forEach(service ->
        service.path("ports").forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:"))
      );
  }

  @Test
  void waitsForWhatIsDeclaredAndHealthy() {
    compose
      .path("services")
      .properties()
      .forEach(service ->
        service
          .getValue()
          .path("depends_on")
          .properties()
          .forEach(other -> {
            var awaited = compose.path("services").path(other.getKey());
            assertThat(awaited.isMissingNode()).as(other.getKey()).isFalse();
            if (other.getValue().path("condition").asText().equals("service_healthy")) {
              assertThat(awaited.has("healthcheck")).as(other.getKey()).isTrue();
            }
          })
      );
  }

  /** No secret has a default, and the example file has every variable and no value for a secret. */
  @Test
  void asksForEverySecret() throws IOException {
    var asked = new TreeSet<String>();
    var matcher = VARIABLE.matcher(Files.readString(Path.of("docker-compose.yml")));
    while (matcher.find()) {
      asked.add(matcher.group(1));
      if (isSecret(matcher.group(1))) {
        assertThat(matcher.group(2)).as(matcher.group()).isIn(":?", null);
      }
    }
    var example = Files.readAllLines(Path.of(".env.example"));
    for (var variable : asked) {
      var line = example
        .stream()
        .filter(each -> each.replaceFirst("^# ", "").startsWith(variable + "="))
        .findFirst();
      assertThat(line).as(variable).isPresent();
      if (isSecret(variable)) {
        assertThat(line).contains(variable + "=");
      }
    }
  }

  private static boolean isSecret(String variable) {
    return variable.endsWith("_PASSWORD") || variable.endsWith("_SECRET");
  }

  @Test
  void copiesFoldersOfDefinitionsThatAreThereAndSentAlong() throws IOException {
    var ignored = Set.copyOf(Files.readAllLines(Path.of(".dockerignore")));
    var copied = instructions("COPY")
      .filter(copy -> !copy.contains("--from"))
      .map(copy -> copy.split(" ")[1])
      .filter(source -> !source.equals("."))
      .collect(Collectors.toSet());

    assertThat(copied).containsExactlyInAnyOrder(
      "processes",
      "forms",
      "policies",
      "agents",
      "tools",
      "knowledge"
    );
    for (var folder : copied) {
      assertThat(Path.of(folder)).isDirectory();
      assertThat(ignored).contains("!" + folder);
    }
  }

  @Test
  void runsAsNobodyInParticularAndSaysWhenItIsWell() {
    assertThat(instructions("USER")).containsExactly("USER 10001");
    assertThat(instructions("HEALTHCHECK")).hasSize(1);
    assertThat(instructions("ENTRYPOINT")).containsExactly(
      "ENTRYPOINT [\"java\", \"-jar\", \"steward.jar\"]"
    );
    assertThat(compose.at("/services/steward/read_only").asBoolean()).isTrue();
    assertThat(compose.at("/services/steward/cap_drop/0").asText()).isEqualTo("ALL");
  }

  private Stream<String> instructions(String name) {
    return dockerfile.stream().filter(line -> line.startsWith(name + " "));
  }
}
