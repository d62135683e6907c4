package dev.steward.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class FilePeopleTest {

  private static final String HASH =
      "{bcrypt}$2a$10$ioeauLQl2XoEERpRz7hqj.v5wvfr.XIY2xb0zlcy0yJOAWzpO9BMS";

  @TempDir Path directory = Path.of("");

  @Test
  void holdsTheFiveDemoUsersWhosePasswordsAreTheirNames() throws IOException {
    var people = people("classpath:people.yaml");
    var bcrypt = new BCryptPasswordEncoder();

    for (var name : new String[] {"analyst", "approver", "operator", "auditor", "app"}) {
      var hash = people.loadUserByUsername(name).getPassword();
      assertThat(bcrypt.matches(name, hash.substring("{bcrypt}".length()))).as(name).isTrue();
      assertThat(people.find(name).orElseThrow().roles())
          .extracting(Role::id)
          .containsExactly(name);
    }
    assertThat(people.find("approver").orElseThrow().groups()).contains("sales-approvers");
    assertThat(people.find("auditor").orElseThrow().holds("crm:write")).isFalse();
  }

  @Test
  void takesAPermissionAwayWhileRunning() throws IOException {
    var file = write(person("permissions: [crm:read, crm:write]"));
    var people = people(file.toUri().toString());
    assertThat(people.find("anna").orElseThrow().holds("crm:write")).isTrue();

    write(person("permissions: [crm:read]"));

    assertThat(people.find("anna").orElseThrow().holds("crm:write")).isFalse();
  }

  @Test
  void forgetsWhoIsNoLongerInTheFile() throws IOException {
    var people = people(write(person("")).toUri().toString());

    write(person("").replace("anna", "berta"));

    assertThat(people.find("anna")).isEmpty();
    assertThat(people.find("berta")).isPresent();
    assertThatThrownBy(() -> people.loadUserByUsername("anna"))
        .isInstanceOf(UsernameNotFoundException.class);
  }

  @Test
  void keepsTheLastGoodStateWhenTheFileIsBrokenOrGone() throws IOException {
    var file = write(person(""));
    var people = people(file.toUri().toString());

    write("people: [");
    assertThat(people.find("anna")).isPresent();

    Files.delete(file);
    assertThat(people.find("anna")).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "name: anna         | name: an:na       | people[0].name: 'an:na' cannot be a name",
        "name: anna         | name: system      | people[0].name: 'system' cannot be a name",
        "name: anna         | nome: anna        | people[0].nome: is not known here, known:"
            + " displayName",
        "roles: [analyst]   | roles: [boss]     | people[0].roles: unknown role 'boss', known:"
            + " analyst",
        "roles: [analyst]   | roles: []         | people[0].roles: needs at least one of analyst",
        "password: \"       | pass: \"          | people[0].pass: is not known here",
        "{bcrypt}           | {noop}            | people[0].password: must be a bcrypt hash",
        "groups: []         | groups: [a b]     | people[0].groups: 'a b' is not of the form",
        "permissions: []    | permissions: [all]| people[0].permissions: 'all' is not of the form",
        "people:            | persons:          | persons: is not known here, known: people",
        "roles: [analyst]   | roles: [          | people[0].roles[0]: has the wrong form",
      })
  void refusesAMistakeWithFilePlaceAndReason(String good, String bad, String expected)
      throws IOException {
    var file = write(person("permissions: []\n    groups: []").replace(good, bad));

    assertThatThrownBy(() -> people(file.toUri().toString()))
        .hasMessageContaining("people.yaml: ")
        .hasMessageContaining(expected);
  }

  @Test
  void namesEveryMistakeButNeverAPassword() throws IOException {
    var file =
        write(
            """
            people:
              - {name: anna, password: hunter2, roles: [analyst]}
              - {name: berta, roles: [analyst]}
              - {name: anna, password: "%s", roles: [analyst]}
            """
                .formatted(HASH));

    assertThatThrownBy(() -> people(file.toUri().toString()))
        .hasMessageContaining("people[0].password: must be a bcrypt hash")
        .hasMessageContaining("people[1].password: is missing")
        .hasMessageContaining("people[2].name: 'anna' is listed twice")
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void refusesToStartWithoutAFile() {
    assertThatThrownBy(() -> people(directory.resolve("none.yaml").toUri().toString()))
        .hasMessageContaining("none.yaml: there is no such people file");
  }

  private static FilePeople people(String location) throws IOException {
    return new FilePeople(new IdentityProperties(location), new DefaultResourceLoader());
  }

  private Path write(String content) throws IOException {
    return Files.writeString(directory.resolve("people.yaml"), content);
  }

  private static String person(String more) {
    return """
    people:
      - name: anna
        displayName: Anna
        password: "%s"
        roles: [analyst]
        %s
    """
        .formatted(HASH, more);
  }
}
