package dev.steward.tool.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonPointer;
import dev.steward.problem.BrokenDefinitionException;
import dev.steward.tool.contract.Contract.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class ContractsTest {

  /** Has 17 lines. */
  private static final String GOOD = """
  name: crm.note
  description: Writes a note.
  owner: sales
  class: write
  reversible: true
  requires: crm:write
  audience: internal
  trust: trusted
  effect: keyed
  timeout: 3s
  arguments:
    type: object
    required: [email]
    properties:
      email: {type: string}
      amount: {type: number}
  result: {type: object, properties: {items: {type: array, items: {properties: {iban: {}}}}}}
  """;

  @TempDir
  private Path folder;

  @Test
  void readsAContractAndKnowsItsVersion() throws IOException {
    write("crm.note.yaml", GOOD);

    var tool = ContractSet.read(folder).find("crm.note").orElseThrow();

    assertThat(tool.contract().timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(tool.contract().retry().attempts()).isEqualTo(1);
    assertThat(tool.version()).hasSize(64);
    assertThat(tool.file()).isEqualTo(folder.getFileName() + "/crm.note.yaml");
  }

  @Test
  void readsAllThatAContractCanSay() throws IOException {
    write("crm.unnote.yaml", GOOD.replace("crm.note", "crm.unnote"));
    write(
      "crm.note.yaml",
      GOOD +
        """
        title: Write a note
        compensation: crm.unnote
        reviewers: sales
        amount: /amount
        account: /email
        sensitive: {arguments: [/email], result: [/items/*/iban]}
        sizes: {arguments: 2KB, result: 3MB}
        retry: {attempts: 3, backoff: 0s}
        rates:
          - {per: account, limit: 20, every: 1d}
          - {per: tool, limit: 1000, every: PT1M}
        circuitBreaker: {failureRate: 80, calls: 5, pause: 1m}
        fallback: {person: sales}
        environments:
          sandbox:
            http:
              method: POST
              url: "http://localhost:9090/{email}"
              query: {amount: "{amount}"}
              headers: {X-Tenant: "${TENANT}"}
              body: {note: "{email}"}
              answer: /data
              auth: {apiKey: {header: X-Key, value: "${KEY}"}}
              privateNetwork: true
          production:
            http:
              method: POST
              url: "https://{email}.example.com"
              hosts: ["*.example.com"]
              auth:
                oauth2: {tokenUrl: "https://example.com/token", clientId: steward, clientSecret: "${SECRET}", scope: notes}
        """
    );

    var contract = ContractSet.read(folder).find("crm.note").orElseThrow().contract();

    assertThat(contract.title()).isEqualTo("Write a note");
    assertThat(contract.sizes().result()).isEqualTo(DataSize.ofMegabytes(3));
    assertThat(contract.rates()).containsExactly(
      new Rate(Rate.Per.ACCOUNT, 20, Duration.ofDays(1)),
      new Rate(Rate.Per.TOOL, 1000, Duration.ofMinutes(1))
    );
    assertThat(contract.account()).isEqualTo(JsonPointer.compile("/email"));
    assertThat(contract.sensitive().result()).containsExactly(JsonPointer.compile("/items/*/iban"));
    assertThat(contract.environments())
      .extractingByKey("production")
      .extracting(Contract.Binding::target)
      .isInstanceOfSatisfying(HttpTarget.class, http ->
        assertThat(http.hosts()).containsExactly("*.example.com")
      );
  }

  @Test
  void readsTheContractsThatComeWithSteward() {
    var contracts = ContractSet.read(Path.of("tools"));

    assertThat(contracts.find("company.lookup").orElseThrow().contract().fallback()).isEqualTo(
      new Contract.Fallback(null, Duration.ofDays(7), null)
    );
    assertThat(contracts.all()).allSatisfy(tool -> {
      assertThat(tool.contract().title()).isNotEqualTo(tool.name());
      assertThat(tool.file()).isEqualTo("tools/" + tool.name() + ".yaml");
      assertThat(Path.of(tool.file()))
        .content()
        .startsWith(
          "# yaml-language-server: $schema=../src/main/resources/schemas/tool-contract.schema.json\n"
        );
    });
  }

  @Test
  void readsTheExampleOfTheGuide() throws IOException {
    var guide = Files.readString(Path.of("docs/tools.md"));
    int start = guide.indexOf("```yaml\n") + 8;
    write("billing.refund.yaml", guide.substring(start, guide.indexOf("```", start)));
    write(
      "billing.find-refund.yaml",
      GOOD.replace("crm.note", "billing.find-refund")
        .replace("class: write", "class: read")
        .replace("keyed", "read")
    );

    assertThat(ContractSet.read(folder).find("billing.refund")).isPresent();
  }

  @Test
  void namesFileLineAndReasonOfBrokenYaml() throws IOException {
    write("crm.note.yaml", "name: crm.note\nowner: x\ndescription: [a, {b\n");

    // Where the brackets should have been closed.
    assertBroken("crm.note.yaml: line 4: ");
  }

  @Test
  void namesWhatIsWrongInEveryFileAtOnce() throws IOException {
    write("a.yaml", GOOD.replace("class: write", "class: writes").replace("3s", "soon"));
    write("b.yaml", "name: crm.other\nname: crm.other\n");
    write("c.yaml", GOOD.replace("crm.note", "crm.third") + "compensation: crm.unnote\n");

    assertBroken(
      "/a.yaml: line 4: class: 'writes' is not accepted; it must be one of read, write, approval-required, forbidden",
      "; line 10: timeout: 'soon' is no duration such as 10s",
      "/b.yaml: line 2: Duplicate field 'name'",
      "/c.yaml: line 18: compensation: there is no tool 'crm.unnote'"
    );
  }

  @Test
  void namesEveryMissingProperty() throws IOException {
    write("crm.note.yaml", "name: crm.note\n");

    assertBroken(
      "line 1: description is missing",
      "line 1: arguments is missing",
      "line 1: requires is missing"
    );
  }

  static Stream<Arguments> whatTheSchemaRefuses() {
    return Stream.of(
      arguments("retries: 3", "line 18: retries: is not known here; known are name, title, "),
      arguments("title: \"  \"", "line 18: title: '  ' is blank"),
      arguments("amount: email", "line 18: amount: 'email' is no JSON pointer"),
      arguments("retry: {attempts: 11, backoff: 1s}", "line 18: retry.attempts: "),
      arguments("retry: {attempts: 0, backoff: 1s}", "line 18: retry.attempts: "),
      arguments("retry: {attempts: 3}", "line 18: retry: backoff is missing"),
      arguments(
        "circuitBreaker: {failureRate: 0, calls: 5, pause: 1m}",
        "line 18: circuitBreaker.failureRate: "
      ),
      arguments(
        "circuitBreaker: {failureRate: 101, calls: 5, pause: 1m}",
        "line 18: circuitBreaker.failureRate: "
      ),
      arguments(
        "rates:\n- per: tool\n  limit: 10\n  every: 1 minute",
        "line 21: rates[0].every: '1 minute' is no duration such as 10s"
      ),
      arguments("rates:\n- per: tool\n  limit: 0\n  every: 1m", "line 20: rates[0].limit: "),
      arguments("sizes: {result: huge}", "line 18: sizes.result: 'huge' is no size such as 64KB"),
      arguments(
        "fallback: {person: sales, cached: 1d}",
        "line 18: fallback: needs exactly 1 of tool, cached, person"
      ),
      arguments("fallback: {}", "line 18: fallback: needs exactly 1 of tool, cached, person"),
      arguments(
        "environments:\n  staging: {bean: {name: x}}",
        "line 19: environments.staging: is not known here; known are sandbox, production"
      ),
      arguments(
        "environments:\n  sandbox:\n    bean: {name: x}\n    process: {key: x}",
        "line 19: environments.sandbox: needs exactly 1 of http, mcp, process, bean"
      ),
      arguments(
        "environments:\n  sandbox:\n    process: {key: \" \"}",
        "line 20: environments.sandbox.process.key: ' ' is blank"
      )
    );
  }

  @ParameterizedTest
  @MethodSource("whatTheSchemaRefuses")
  void refusesWhatDoesNotFitTheSchema(String line, String reason) throws IOException {
    write("crm.note.yaml", GOOD + line + "\n");

    assertBroken("crm.note.yaml: " + reason);
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "bearer: hunter2",
      "bearer: \"Bearer ${TOKEN}\"",
      "apiKey: {header: X-Key, value: hunter2}",
      "apiKey: {header: X-Key, value: \"${KEY:hunter2}\"}",
      "oauth2: {tokenUrl: \"https://a.example\", clientId: a, clientSecret: hunter2}",
    }
  )
  void refusesSecretsAndDoesNotRepeatThem(String auth) throws IOException {
    write("crm.note.yaml", GOOD + http("url: https://a.example/notes", "auth: {" + auth + "}"));

    assertBroken(
      "line 23: environments.sandbox.http.auth.",
      "must be a reference such as ${"
    ).hasMessageNotContaining("hunter2");
  }

  static Stream<Arguments> whatDoesNotFitTogether() {
    return Stream.of(
      arguments("effect: keyed", "effect: read", "line 9: effect: only tools of class read"),
      arguments(
        "effect: keyed",
        "effect: verifiable",
        "line 9: effect: a verifiable effect needs a lookup"
      ),
      arguments("type: object\n", "type: array\n", "line 12: arguments.type: must be object"),
      arguments("{type: number}", "{type: money}", "line 16: arguments.properties.amount.type: "),
      arguments("timeout: 3s", "timeout: PT0S", "line 10: timeout: must be longer than nothing"),
      arguments("timeout: 3s", "lookup: crm.find", "line 10: lookup: there is no tool 'crm.find'"),
      arguments(
        "timeout: 3s",
        "amount: /sum",
        "line 10: amount: the schema declares no property /sum"
      ),
      arguments("timeout: 3s", "amount: /email", "line 10: amount: /email is no number"),
      arguments(
        "timeout: 3s",
        "account: /from",
        "line 10: account: the schema declares no property /from"
      ),
      arguments(
        "timeout: 3s",
        "sensitive: {arguments: [/email, /phone]}",
        "line 10: sensitive.arguments[1]: the schema declares no property /phone"
      ),
      arguments(
        "timeout: 3s",
        "sensitive: {result: [/items/*/bic]}",
        "line 10: sensitive.result[0]: the schema declares no property /items/*/bic"
      ),
      arguments(
        "timeout: 3s",
        "rates: [{per: account, limit: 5, every: 1m}]",
        "line 10: rates[0].per: a rate per account needs account"
      ),
      arguments(
        "timeout: 3s",
        "fallback: {cached: 1d}",
        "line 10: fallback.cached: an earlier answer can stand in only for the effect read"
      ),
      arguments(
        "timeout: 3s",
        "fallback: {tool: crm.letter}",
        "line 10: fallback.tool: there is no tool 'crm.letter'"
      ),
      arguments(
        "timeout: 3s",
        "fallback: {tool: crm.note}",
        "line 10: fallback.tool: the tool would fall back on itself"
      )
    );
  }

  @ParameterizedTest
  @MethodSource("whatDoesNotFitTogether")
  void refusesPartsThatDoNotFitEachOther(String good, String bad, String reason)
    throws IOException {
    write("crm.note.yaml", GOOD.replace(good, bad));

    assertBroken("crm.note.yaml: " + reason);
  }

  static Stream<Arguments> requestsThatCannotBeMade() {
    return Stream.of(
      arguments("url: https://a.example/{phone}", "url: there is no argument 'phone'"),
      arguments("url: https://a.example/{amount}", "url: the argument 'amount' must be required"),
      arguments(
        "url: \"https://a.example/{e mail}\"",
        "url: 'https://a.example/{e mail}' is no address"
      ),
      arguments("url: https://a.example/{}", "url: braces stand only around"),
      arguments("url: https://me:secret@a.example/", "url: credentials belong in auth"),
      arguments(
        "url: https://{email}/notes",
        "url: a host that comes from an argument needs hosts"
      ),
      arguments(
        "url: https://a.example{email}",
        "url: a host that comes from an argument needs hosts"
      ),
      arguments(
        "url: \"${BASE}.{email}.example/x\"",
        "url: a host that comes from an argument needs hosts"
      ),
      arguments("url: https:///notes", "url: names no host"),
      arguments("url: ftp://a.example", "url: 'ftp://a.example' is no address")
    );
  }

  @ParameterizedTest
  @MethodSource("requestsThatCannotBeMade")
  void refusesAddressesThatLeadNobodyKnowsWhere(String url, String reason) throws IOException {
    write("crm.note.yaml", GOOD + http(url, "privateNetwork: false"));

    assertBroken("crm.note.yaml: line 22: environments.sandbox.http." + reason);
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "query: {to: \"{phone}\"}",
      "headers: {X-To: \"{phone}\"}",
      "body: {person: {numbers: [\"{email}\", \"tel:{phone}\"]}}",
    }
  )
  void refusesTemplatesOfArgumentsThatDoNotExist(String template) throws IOException {
    write("crm.note.yaml", GOOD + http("url: https://a.example/notes", template));

    assertBroken("line 23: environments.sandbox.http.", "there is no argument 'phone'");
  }

  @Test
  void refusesCredentialsAmongTheHeaders() throws IOException {
    write(
      "crm.note.yaml",
      GOOD + http("url: https://a.example/notes", "headers: {authorization: \"Bearer abc\"}")
    );

    assertBroken(
      "line 23: environments.sandbox.http.headers.authorization: credentials belong in auth"
    );
  }

  @Test
  void looksUpWithoutChangingAnything() throws IOException {
    write("crm.note.yaml", GOOD.replace("timeout: 3s", "lookup: crm.find"));
    write("crm.find.yaml", GOOD.replace("crm.note", "crm.find"));

    assertBroken("crm.note.yaml: line 10: lookup: looking something up must have the effect read");
  }

  @Test
  void acceptsAddressesFromSettingsAndArgumentsBehindTheHost() throws IOException {
    write(
      "crm.note.yaml",
      GOOD + http("url: \"${CRM_URL:http://a.example}/{email}?x={email}\"", "")
    );

    assertThat(ContractSet.read(folder).find("crm.note")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "url: https://CRM.example.com/notes",
      "url: https://crm.example.com:443/other/{email}",
      "url: https://crm.example.com:0443/notes",
      "url: http://crm.example.com/notes",
      "url: https://crm.example.com./notes",
      "url: https://{email}.example.com/\n      hosts: [\"*.example.com\"]",
    }
  )
  void keepsWritesInTheSandboxAwayFromProduction(String url) throws IOException {
    write("crm.note.yaml", GOOD + http(url, ""));
    write(
      "crm.read.yaml",
      GOOD.replace("crm.note", "crm.read")
        .replace("class: write", "class: read")
        .replace("keyed", "read") +
        http("url: https://crm.example.com/notes", "").replace("sandbox", "production")
    );

    assertBroken(
      "crm.note.yaml: line 22: environments.sandbox.http.url: a sandbox must not write to crm.example.com, which is" +
        " production in " +
        folder.getFileName() +
        "/crm.read.yaml"
    );
  }

  @Test
  void letsTheSandboxReadProductionAndWriteElsewhere() throws IOException {
    var production = http("url: \"${CRM_URL}/notes\"", "").replace("sandbox", "production");
    write("crm.note.yaml", GOOD + production);
    write(
      "crm.other.yaml",
      GOOD.replace("crm.note", "crm.other") + http("url: \"${TEST_URL}/notes\"", "")
    );
    write(
      "crm.read.yaml",
      GOOD.replace("crm.note", "crm.read")
        .replace("class: write", "class: read")
        .replace("keyed", "read") + http("url: \"${CRM_URL}/notes\"", "")
    );

    assertThat(ContractSet.read(folder).all()).hasSize(3);

    write(
      "crm.other.yaml",
      GOOD.replace("crm.note", "crm.other") + http("url: \"${CRM_URL}/notes\"", "")
    );
    assertBroken("crm.other.yaml: line 22: ", "a sandbox must not write to ${CRM_URL}");
  }

  @Test
  void keepsTheSandboxAwayFromTheMcpServersOfProduction() throws IOException {
    write(
      "crm.note.yaml",
      GOOD +
        """
        environments:
          sandbox:
            mcp: {server: crm, tool: note}
          production:
            mcp: {server: crm, tool: note}
        """
    );

    assertBroken(
      "line 20: environments.sandbox.mcp.server: a sandbox must not write to crm, which is production"
    );
  }

  @Test
  void findsFallbacksThatLeadInACircle() throws IOException {
    write("a.yaml", GOOD.replace("crm.note", "crm.a") + "fallback: {tool: crm.b}\n");
    write("b.yaml", GOOD.replace("crm.note", "crm.b") + "fallback: {tool: crm.a}\n");

    assertBroken(
      "/a.yaml: line 18: fallback.tool: the tool would fall back on itself",
      "/b.yaml: "
    );
  }

  @Test
  void doesNotMissAToolWhoseFileIsBroken() throws IOException {
    write("crm.note.yaml", GOOD + "compensation: crm.unnote\n");
    write("crm.unnote.yaml", "name: crm.unnote\n");

    assertBroken("crm.unnote.yaml: ").hasMessageNotContaining("there is no tool");
  }

  @Test
  void refusesTwoFilesOfOneName() throws IOException {
    write("a.yaml", GOOD);
    write("b.yaml", GOOD);

    assertBroken(
      "/b.yaml: line 1: name: " + folder.getFileName() + "/a.yaml defines this tool too"
    );
  }

  /** Its first line is the contract's 18th, and the url's the 22nd. */
  private static String http(String url, String more) {
    return """
    environments:
      sandbox:
        http:
          method: POST
          %s
          %s
    """.formatted(url, more);
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), content);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertBroken(String... reasons) {
    var thrown = assertThatThrownBy(() -> ContractSet.read(folder)).isInstanceOf(
      BrokenDefinitionException.class
    );
    for (var reason : reasons) {
      thrown.hasMessageContaining(reason);
    }
    return thrown;
  }
}
