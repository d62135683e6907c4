package dev.steward.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The realm that ships offers what tools, diagrams and the people file ask for. */
class RealmTest {

  private final JsonNode realm = new ObjectMapper().readTree(
    Files.readAllBytes(Path.of("docker/steward-realm.json"))
  );
  private final PeopleParser.Parsed people = PeopleParser.parse(
    "people.yaml",
    Files.readAllBytes(Path.of("src/main/resources/people.yaml"))
  );

  RealmTest() throws IOException {}

  @Test
  void hasEveryRole() {
    assertThat(names(realm.at("/roles/realm"))).containsExactlyInAnyOrderElementsOf(
      Arrays.stream(Role.values()).map(Role::id).toList()
    );
  }

  @Test
  void hasEveryPermissionThatAToolRequires() throws IOException {
    var required = new ArrayList<String>();
    try (var files = Files.list(Path.of("tools"))) {
      for (var file : files.toList()) {
        required.add(new YAMLMapper().readTree(file.toFile()).path("requires").asText());
      }
    }

    assertThat(names(realm.at("/roles/client/steward")))
      .containsAll(required)
      .doesNotHaveDuplicates();
  }

  @Test
  void hasEveryGroupOfThePeopleFile() {
    var groups = people
      .people()
      .values()
      .stream()
      .flatMap(person -> person.actor().groups().stream());

    assertThat(names(realm.path("groups"))).containsAll(groups.toList());
  }

  @Test
  void hasARepresentedRoleForEachOfThePeopleFile() {
    var agents = realm
      .path("groups")
      .valueStream()
      .filter(group -> group.path("name").asText().equals("agents"))
      .findFirst()
      .orElseThrow()
      .path("subGroups");

    people
      .roles()
      .values()
      .forEach(role ->
        assertThat(agents).anySatisfy(group -> {
          assertThat(People.ROLE + group.path("name").asText()).isEqualTo(role.name());
          assertThat(
            group.at("/clientRoles/steward").valueStream().map(JsonNode::asText)
          ).containsExactlyInAnyOrderElementsOf(role.permissions());
        })
      );
  }

  @Test
  void holdsNoPeopleAndNoSecrets() {
    assertThat(realm.path("users").findValuesAsText("username")).containsExactly(
      "service-account-steward"
    );
    assertThat(realm.findValues("secret")).isEmpty();
    assertThat(realm.findValues("credentials")).isEmpty();
  }

  private static List<String> names(JsonNode list) {
    return list
      .valueStream()
      .map(entry -> entry.path("name").asText())
      .toList();
  }
}
