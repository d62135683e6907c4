package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.verify.VerifyEvidence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a finished instance to what an auditor reads out of its bundle, with no server. */
class EvidenceIT extends ApplicationIT {

  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUBJECT = "A question about your booking line";

  @TempDir
  Path place;

  private String instance;
  private Map<String, byte[]> bundle;

  @BeforeEach
  void finishAnInstance() throws Exception {
    instance = scenario.start("evidence-" + System.nanoTime(), Scenario.FITTING_LEAD);
    var review = scenario.awaitTask(instance, "send-message");
    api
      .as("approver")
      .post(
        "/api/tasks/" + review.path("id").asText() + "/decision",
        Scenario.edited(review, "subject", SUBJECT)
      )
      .expect(204);
    scenario.awaitActive(instance, "reply-received");
    api
      .as("operator")
      .delete("/api/instances/" + instance + "?reason=Enough")
      .ok();
    bundle = unpacked(export());
  }

  @Test
  void saysWhoDidWhatByWhichRulesAndAtWhatCost() throws IOException {
    var decisions = document("decisions.json");
    var sent = where(decisions, "tool", "outreach.send");
    assertThat(sent.path("actor").asText()).isEqualTo("agent:outreach-sender");
    assertThat(sent.at("/detail/verdict").asText()).isEqualTo("review");
    assertThat(sent.at("/detail/rules").toString()).contains("outreach-sensitive");
    for (var table : sent.at("/detail/tables")) {
      var name = "policies/" + table.asText().replace(':', '-') + ".dmn";
      assertThat(new String(file(name), StandardCharsets.UTF_8)).contains("<decisionTable");
    }

    var approval = where(document("approvals.json"), "tool", "outreach.send");
    assertThat(approval.path("actor").asText()).isEqualTo("approver");
    assertThat(approval.path("state").asText()).isEqualTo("edited");
    assertThat(approval.at("/detail/proposed/subject").asText()).isNotEqualTo(SUBJECT);
    assertThat(approval.at("/detail/effective/subject").asText()).isEqualTo(SUBJECT);

    var executed = where(document("calls.json"), "tool", "outreach.send");
    assertThat(executed.path("state").asText()).isEqualTo("succeeded");
    assertThat(document("costs.json").at("/total/answers").asLong()).isPositive();
    assertThat(document("timeline.json").findValuesAsText("type")).contains("review", "verdict");
    assertThat(document("instance.json").path("startedBy").asText()).isEqualTo("app");
    assertThat(document("instance.json").has("variables")).isFalse();
  }

  @Test
  void tellsPeopleOnPagesWhatHappened() throws Exception {
    var alone = export("evidence.pdf");
    assertThat(alone).isEqualTo(file("summary.pdf"));
    try (var document = Loader.loadPDF(alone)) {
      var text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
      assertThat(text).contains(
        instance,
        "outreach.send: edited by approver",
        SUBJECT,
        "outreach-sensitive",
        "Started",
        "instance:" + instance
      );
      Files.createDirectories(SCREENSHOTS);
      ImageIO.write(
        new PDFRenderer(document).renderImageWithDPI(0, 80),
        "png",
        SCREENSHOTS.resolve("evidence-summary.png").toFile()
      );
    }
  }

  @Test
  void hasEveryVersionThatWasUsed() throws IOException {
    for (var run : document("runs.json")) {
      var role = "agents/%s-%s.yaml".formatted(
        run.path("agent").asText(),
        run.path("agentVersion").asText()
      );
      assertThat(bundle).containsKey(role);
      assertThat(run.path("promptDigest").asText()).matches("[0-9a-f]{64}");
      assertThat(run.path("messageDigests")).isNotEmpty();
    }
    assertThat(document("runs.json")).isNotEmpty();
    assertThat(bundle.keySet())
      .anyMatch(name -> name.matches("process/lead-outreach-\\d+/.*\\.bpmn"))
      .anyMatch(name -> name.startsWith("tools/outreach.send-"));
  }

  @Test
  void isSoundForWhoeverTrustsTheKey() throws Exception {
    var verified = verify(bundle, true);
    assertThat(verified.text()).contains("SOUND", "Instance " + instance, "checkpoint");
    assertThat(verified.exit()).isZero();

    var withoutKeys = verify(bundle, false);
    assertThat(withoutKeys.text()).contains("NOT CHECKED", "nobody vouched for");
    assertThat(withoutKeys.exit()).isEqualTo(2);
  }

  @Test
  void isCheckedFromSourceWithNothingButAJdk() throws Exception {
    var process = new ProcessBuilder(
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "src/main/java/dev/steward/verify/VerifyEvidence.java",
      packed(bundle).toString(),
      "--keys",
      keys().toString()
    )
      .redirectErrorStream(true)
      .start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    // A JDK 21 launches one source file only.
    if (Runtime.version().feature() >= 22) {
      assertThat(text).contains("SOUND");
      assertThat(process.waitFor()).isZero();
    }
  }

  @Test
  void isTheSameForTheSameState() throws Exception {
    var first = export();

    assertThat(export()).isEqualTo(first);
  }

  @Test
  void showsWhichFileWasChangedByOneBit() throws Exception {
    for (var name : bundle.keySet()) {
      var changed = new LinkedHashMap<>(bundle);
      var content = file(name).clone();
      content[content.length / 2] ^= 1;
      changed.put(name, content);

      var verified = verify(changed, true);
      assertThat(verified.exit()).as(name).isEqualTo(1);
      assertThat(verified.text()).as(name).contains("FAULT", name);
    }
  }

  @Test
  void showsWhichFileIsMissingOrWasAdded() throws Exception {
    for (var name : bundle.keySet()) {
      var changed = new LinkedHashMap<>(bundle);
      changed.remove(name);
      assertThat(verify(changed, true).text())
        .as(name)
        .contains("FAULT missing: " + name);
    }
    var changed = new LinkedHashMap<>(bundle);
    changed.put("approvals-2.json", new byte[] { '{', '}' });
    assertThat(verify(changed, true).text()).contains("FAULT added: approvals-2.json");
  }

  @Test
  void showsWhereTheTrailWasTamperedWith() throws Exception {
    assertThat(verify(trail(lines -> lines.remove(2)), true).text()).contains(
      "FAULT missing or moved: audit.jsonl, position 3"
    );
    assertThat(verify(trail(lines -> Collections.swap(lines, 1, 3)), true).text()).contains(
      "FAULT missing or moved: audit.jsonl, position 2"
    );
    assertThat(verify(trail(List::removeLast), true).text()).contains(
      "FAULT truncated: audit.jsonl"
    );
    assertThat(
      verify(
        trail(lines -> lines.set(3, lines.get(3).replaceFirst("\"actor\":\"", "\"actor\":\"x"))),
        true
      ).text()
    ).contains("FAULT changed: audit.jsonl, position 4");
  }

  @Test
  void showsThatSomebodyElsesKeyCountsForNothing() throws Exception {
    var keys = place.resolve("others.json");
    Files.writeString(
      keys,
      "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}"
    );

    var verified = verify(List.of(packed(bundle).toString(), "--keys", keys.toString()));
    assertThat(verified.exit()).isEqualTo(2);
    assertThat(verified.text()).contains("nobody vouched for");
  }

  @Test
  void isOnRecordAndSigned() {
    var exported = api.as("auditor").get("/api/audit?type=evidence.exported").expect(200);
    assertThat(exported.path("items").findValuesAsText("of")).contains(instance);

    api.as("auditor").post("/api/audit/checkpoints").expect(201);
    var whole = api.as("auditor").get("/api/audit/verify").expect(200);
    assertThat(whole.path("fault").isNull()).as(whole.toString()).isTrue();
    assertThat(whole.path("checkpoints").asLong()).isPositive();
  }

  private interface Change {
    void in(List<String> lines);
  }

  private Map<String, byte[]> trail(Change change) {
    var lines = new ArrayList<>(
      new String(file("audit.jsonl"), StandardCharsets.UTF_8).lines().toList()
    );
    change.in(lines);
    var changed = new LinkedHashMap<>(bundle);
    changed.put("audit.jsonl", (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    return changed;
  }

  private record Verified(int exit, String text) {}

  private Verified verify(Map<String, byte[]> files, boolean withKeys) throws IOException {
    var bundle = packed(files).toString();
    return verify(withKeys ? List.of(bundle, "--keys", keys().toString()) : List.of(bundle));
  }

  private static Verified verify(List<String> arguments) {
    var text = new ByteArrayOutputStream();
    int exit = VerifyEvidence.run(arguments, new PrintStream(text, true, StandardCharsets.UTF_8));
    return new Verified(exit, text.toString(StandardCharsets.UTF_8));
  }

  private Path keys() throws IOException {
    var keys = api.as("auditor").get("/api/audit/keys").expect(200);
    return Files.writeString(place.resolve("keys.json"), keys.toString());
  }

  private JsonNode document(String name) throws IOException {
    return JSON.readTree(file(name));
  }

  private byte[] file(String name) {
    assertThat(bundle).containsKey(name);
    return bundle.get(name);
  }

  private static JsonNode where(JsonNode entries, String field, String value) {
    for (var entry : entries) {
      if (entry.path("detail").path(field).asText().equals(value)) {
        return entry;
      }
    }
    throw new AssertionError("No entry with " + value + " in " + entries);
  }

  private byte[] export() {
    return export("evidence");
  }

  private byte[] export(String what) {
    return api.as("auditor").bytes("/api/instances/%s/%s".formatted(instance, what));
  }

  private static Map<String, byte[]> unpacked(byte[] bytes) throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  private Path packed(Map<String, byte[]> files) throws IOException {
    var file = place.resolve("bundle.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }
}
