package dev.steward.process.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.scenario.ApplicationIT;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.flowable.engine.RepositoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Hostile uploads: each is refused with a finding that names the place, stores nothing and runs nothing. */
class DeploymentAttackIT extends ApplicationIT {

  private static final String HARMLESS = diagram("hostile", "<userTask id=\"victim\"/>");

  @TempDir
  private Path folder;

  @LocalServerPort
  private int serverPort;

  @Autowired
  private RepositoryService repository;

  private String base;
  private long before;
  private int strikes;

  @BeforeEach
  void count() {
    base = "http://127.0.0.1:" + serverPort;
    strikes = Evil.Strikes.COUNT.get();
    before = repository.createDeploymentQuery().count();
  }

  @AfterEach
  void nothingWasStoredOrRun() {
    assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    assertThat(
      repository.createProcessDefinitionQuery().processDefinitionKey("hostile").count()
    ).isZero();
    assertThat(Evil.Strikes.COUNT).hasValue(strikes);
    assertThat(folder).isEmptyDirectory();
  }

  static Stream<Attack> attacks() throws IOException {
    return Attack.all().stream();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void refusesADiagramThatWouldRunCode(Attack attack) {
    var diagram = attack.diagram("hostile", folder.resolve("made"), base + "/nowhere");

    assertRefused(Upload.of("hostile.bpmn", diagram), attack.rule(), attack.element());
  }

  static Stream<Arguments> files() {
    return Stream.of(
      file(
        "external entities",
        "xml-doctype",
        Upload.of(
          "hostile.bpmn",
          "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" +
            HARMLESS.replace("<userTask id=\"victim\"/>", "<userTask id=\"victim\" name=\"&x;\"/>")
        )
      ),
      file(
        "parameter entities",
        "xml-doctype",
        Upload.of(
          "hostile.bpmn",
          "<!DOCTYPE d [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/x.dtd\"> %x;]>" + HARMLESS
        )
      ),
      file("a billion laughs", "xml-doctype", Upload.of("hostile.bpmn", laughs())),
      file(
        "entities in a table",
        "xml-doctype",
        Upload.of("hostile.bpmn", HARMLESS).with(
          "hostile.dmn",
          "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><definitions/>"
        )
      ),
      file(
        "another encoding than the engine reads",
        "xml-malformed",
        new Upload().with(
          "hostile.bpmn",
          ("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + HARMLESS).getBytes(
            StandardCharsets.UTF_16
          )
        )
      ),
      file(
        "elements in elements without end",
        "xml-too-large",
        Upload.of(
          "hostile.bpmn",
          diagram(
            "hostile",
            "<userTask id=\"victim\"/>" + "<subProcess>".repeat(500) + "</subProcess>".repeat(500)
          )
        )
      ),
      file(
        "a huge diagram",
        "xml-too-large",
        Upload.of(
          "hostile.bpmn",
          diagram("hostile", "<userTask id=\"victim\"/>" + "<textAnnotation/>".repeat(25_000))
        )
      ),
      file(
        "a huge file",
        "file-too-large",
        Upload.of("hostile.bpmn", HARMLESS + " ".repeat(2_200_000))
      ),
      file(
        "very many attributes",
        "xml-too-large",
        Upload.of(
          "hostile.bpmn",
          diagram("hostile", "<userTask id=\"victim\" " + attributes(100) + "/>")
        )
      ),
      file(
        "an expression nested too deep for a parser",
        "expression",
        Upload.of(
          "hostile.bpmn",
          diagram(
            "hostile",
            "<userTask id=\"victim\" flowable:assignee=\"${" +
              "(".repeat(100_000) +
              "a" +
              ")".repeat(100_000) +
              "}\"/>"
          )
        )
      ),
      file(
        "a very long expression",
        "expression",
        Upload.of(
          "hostile.bpmn",
          diagram(
            "hostile",
            "<userTask id=\"victim\" flowable:assignee=\"${a" + " == a".repeat(100_000) + "}\"/>"
          )
        )
      ),
      file("no XML", "xml-malformed", Upload.of("hostile.bpmn", "BPMN, really")),
      file("nothing", "xml-malformed", Upload.of("hostile.bpmn", "")),
      file(
        "another document",
        "element-not-allowed",
        Upload.of("hostile.bpmn", "<html><body/></html>")
      ),
      file("a name with a path", "file-name", Upload.of("../../hostile.bpmn", HARMLESS)),
      file("a name with a backslash", "file-name", Upload.of("..%5C..%5Chostile.bpmn", HARMLESS)),
      file("an absolute name", "file-name", Upload.of("/etc/hostile.bpmn", HARMLESS)),
      file("no name", "file-name", Upload.of("", HARMLESS)),
      file("a program", "file-type", Upload.of("hostile.jar", HARMLESS)),
      file("a class", "file-type", Upload.of("Hostile.class", HARMLESS)),
      file("a case model", "file-type", Upload.of("hostile.cmmn", HARMLESS)),
      file("an event definition", "file-type", Upload.of("hostile.event", "{}")),
      file(
        "two files of a name",
        "file-twice",
        Upload.of("hostile.bpmn", HARMLESS).with("hostile.bpmn", HARMLESS)
      ),
      file("very many files", "bundle-too-large", many(65)),
      file(
        "a bomb in an archive",
        "file-too-large",
        new Upload().with("hostile.zip", Upload.zip("hostile.bpmn", new byte[200_000_000]))
      ),
      file(
        "many bombs in an archive",
        "bundle-too-large",
        new Upload().with("hostile.zip", bombs())
      ),
      file(
        "an archive in an archive",
        "file-name",
        new Upload().with(
          "hostile.zip",
          Upload.zip(
            "inner.zip",
            Upload.zip("hostile.bpmn", HARMLESS.getBytes(StandardCharsets.UTF_8))
          )
        )
      ),
      file(
        "a path in an archive",
        "file-name",
        new Upload().with(
          "hostile.zip",
          Upload.zip("../../hostile.bpmn", HARMLESS.getBytes(StandardCharsets.UTF_8))
        )
      ),
      file("no archive", "archive-unreadable", new Upload().with("hostile.zip", new byte[100])),
      file(
        "a table that calls",
        "decision-cell",
        Upload.of("hostile.bpmn", HARMLESS).with(
          "hostile.dmn",
          table("x", "#{''.getClass().forName('x')}", "1")
        )
      ),
      file(
        "a table with a bean for an input",
        "decision-cell",
        Upload.of("hostile.bpmn", HARMLESS).with("hostile.dmn", table("evil.strike()", "-", "1"))
      ),
      file(
        "a table with an expression for an output",
        "decision-cell",
        Upload.of("hostile.bpmn", HARMLESS).with("hostile.dmn", table("x", "-", "${evil.strike()}"))
      ),
      file(
        "a table with a function of its own",
        "element-not-allowed",
        Upload.of("hostile.bpmn", HARMLESS).with(
          "hostile.dmn",
          table("x", "-", "1").replace(
            "<decisionTable",
            "<businessKnowledgeModel id=\"b\"/><decisionTable"
          )
        )
      ),
      file(
        "a form with markup in a label",
        "form-markup",
        form("\"label\": \"<img src=x onerror=alert(1)>\"")
      ),
      file(
        "a form with a script in a text",
        "form-markup",
        form("\"description\": \"<script>alert(1)</script>\"")
      ),
      file(
        "a form with an address that runs code",
        "form-markup",
        form("\"description\": \"[x](javascript:alert(1))\"")
      ),
      file("a form with HTML", "form-component", form("\"type\": \"html\", \"content\": \"x\"")),
      file(
        "a form with another page",
        "form-component",
        form("\"type\": \"iframe\", \"url\": \"https://example.com\"")
      ),
      file(
        "a form that computes which files it takes",
        "form-invalid",
        form("\"type\": \"filepicker\", \"accept\": \"={types}\"")
      ),
      file(
        "a form that is none",
        "form-invalid",
        Upload.of("hostile.bpmn", HARMLESS).with("x.form", "[1, 2")
      ),
      file(
        "a form nested too deep for a parser",
        "form-invalid",
        Upload.of("hostile.bpmn", HARMLESS).with("x.form", "[".repeat(100_000))
      )
    );
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void refusesAFileThatWouldDoHarm(String name, String rule, Upload upload) {
    assertRefused(upload, rule, null);
  }

  @Test
  void namesEverythingAtOnce() {
    var findings = refusal(
      Upload.of(
        "hostile.bpmn",
        diagram(
          "hostile",
          """
          <scriptTask id="victim" scriptFormat="juel"><script>x</script></scriptTask>
          <userTask id="second" flowable:assignee="${a.b()}"><extensionElements>
            <flowable:taskListener event="create" class="x"/>
          </extensionElements></userTask>
          """
        )
      ).with("x.form", "{\"components\": [{\"type\": \"html\"}]}")
    );

    assertThat(findings)
      .extracting(finding -> finding.path("rule").asText())
      .contains("script", "expression", "listener", "form-component");
    assertThat(findings)
      .filteredOn(finding -> finding.path("rule").asText().equals("expression"))
      .allSatisfy(finding -> {
        assertThat(finding.path("resource").asText()).isEqualTo("hostile.bpmn");
        assertThat(finding.path("element").asText()).isEqualTo("second");
        assertThat(finding.path("line").asInt()).isEqualTo(6);
        assertThat(finding.path("severity").asText()).isEqualTo("error");
      });
  }

  private void assertRefused(Upload upload, String rule, @Nullable String element) {
    assertThat(refusal(upload)).anySatisfy(finding -> {
      assertThat(finding.path("rule").asText()).isEqualTo(rule);
      assertThat(finding.path("message").asText()).isNotBlank();
      if (element != null) {
        assertThat(finding.path("element").asText()).isEqualTo(element);
        assertThat(finding.path("line").asInt()).isPositive();
      }
    });
  }

  private List<JsonNode> refusal(Upload upload) {
    var problem = upload.deploy(base, "analyst").expect(422);
    assertThat(problem.path("code").asText()).isEqualTo("deployment-refused");
    return StreamSupport.stream(problem.path("findings").spliterator(), false).toList();
  }

  private static Arguments file(String name, String rule, Upload upload) {
    return Arguments.of(name, rule, upload);
  }

  private static Upload form(String property) {
    return Upload.of("hostile.bpmn", HARMLESS).with(
      "x.form",
      "{\"components\": [{\"key\": \"a\", \"type\": \"text\", " +
        property.replace("\"type\": \"text\", ", "") +
        "}]}"
    );
  }

  private static Upload many(int files) {
    var upload = new Upload();
    for (int i = 0; i < files; i++) {
      upload.with("f" + i + ".form", "{\"components\": []}");
    }
    return upload;
  }

  private static byte[] bombs() {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < 40; i++) {
        zip.putNextEntry(new ZipEntry("f" + i + ".bpmn"));
        zip.write(new byte[2_000_000]);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static String laughs() {
    var entities = new StringBuilder("<!DOCTYPE d [<!ENTITY l0 \"ha\">");
    for (int i = 1; i < 10; i++) {
      entities.append("<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
    }
    return entities + "]>" + HARMLESS.replace("id=\"victim\"", "id=\"victim\" name=\"&l9;\"");
  }

  private static String attributes(int count) {
    var all = new StringBuilder();
    for (int i = 0; i < count; i++) {
      all.append("a").append(i).append("=\"\" ");
    }
    return all.toString();
  }

  private static String table(String input, String test, String output) {
    return """
    <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="x">
      <decision id="hostile" name="hostile">
        <decisionTable id="t" hitPolicy="FIRST">
          <input id="i"><inputExpression id="ie" typeRef="string"><text>%s</text></inputExpression></input>
          <output id="o" name="o" typeRef="number"/>
          <rule id="r">
            <inputEntry id="c"><text>%s</text></inputEntry>
            <outputEntry id="v"><text>%s</text></outputEntry>
          </rule>
        </decisionTable>
      </decision>
    </definitions>
    """.formatted(input, test, output);
  }

  private static String diagram(String key, String elements) {
    return """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:flowable="http://flowable.org/bpmn" targetNamespace="test">
      <process id="%s" isExecutable="true">
        <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="victim"/>
        %s
        <sequenceFlow id="f2" sourceRef="victim" targetRef="end"/><endEvent id="end"/>
      </process>
    </definitions>
    """.formatted(key, elements);
  }
}
