package dev.steward.process.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.process.attachment.Housekeeping;
import dev.steward.process.definition.Upload;
import dev.steward.testing.Api;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** Files for forms: who may attach and read them, what is taken, and what becomes of them. */
@Import(Housekeeping.class)
@TestPropertySource(
  properties = {
    "steward.attachments.largest=2KB",
    "steward.attachments.largest-total=4KB",
    "steward.attachments.most=3",
  }
)
class AttachmentIT extends TaskIT {

  private static final byte[] PDF = "%PDF-1.7 a contract".getBytes(StandardCharsets.UTF_8);
  private static final String TYPE = "application/pdf";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Autowired
  Housekeeping housekeeping;

  @Test
  void keepsWhatAStartAndATaskHandIn() throws Exception {
    var instance = filed("paula", "whole-way");
    var task = onlyTask(instance);
    var proof = attach(task, "paula", "proof", "scan 1.PDF", PDF).expect(201);
    assertThat(proof.path("type").asText()).isEqualTo(TYPE);
    assertThat(proof.path("mine").asBoolean()).isTrue();

    handIn(task, "paula", "proof", proof).expect(204);

    var described = variable(instance, "proof").path(0);
    assertThat(described.path("id")).isEqualTo(proof.path("id"));
    assertThat(described.path("name").asText()).isEqualTo("scan 1.PDF");
    assertThat(described.path("size").asInt()).isEqualTo(PDF.length);
    assertThat(described.path("sha256").asText()).isEqualTo(sha256(PDF));
    assertThat(described.properties()).hasSize(5);
    assertThat(labelled(instance, "proof")).isTrue();
    assertThat(labelled(instance, "offer")).isTrue();
    var kept = items(
      as("auditor")
        .get("/api/instances/" + instance + "/attachments")
        .expect(200)
    )
      .map(file -> file.path("field").asText())
      .toList();
    assertThat(kept).containsExactly("offer.contract", "proof");
    assertThat(trail(instance)).containsExactly(
      "attachment.kept",
      "attachment.added",
      "attachment.kept"
    );
  }

  @Test
  void givesFilesOutOnlyToBeSaved() throws Exception {
    var task = onlyTask(filed("paula", "download"));
    var file = attach(
      task,
      "paula",
      "extra",
      "Überblick.html",
      "<script>".getBytes(StandardCharsets.UTF_8)
    );
    var id = file.expect(201).path("id").asText();

    var answer = download(id, "paula");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("<script>".getBytes(StandardCharsets.UTF_8));
    assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(header(answer, "Content-Disposition"))
      .startsWith("attachment;")
      .contains("filename*=UTF-8''%C3%9Cberblick.html");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Content-Security-Policy")).startsWith("sandbox");
    assertThat(header(answer, "Cache-Control")).contains("no-store");
  }

  @Test
  void letsThoseReadWhoMaySeeTheTaskOrItsInstance() throws Exception {
    var instance = filed("app", "rights");
    var task = onlyTask(instance);
    var file = attach(task, "paula", "extra", "note.txt", PDF).expect(201);
    var id = file.path("id").asText();

    for (var person : List.of("paula", "petra", "operator", "auditor")) {
      assertThat(download(id, person).statusCode()).as(person).isEqualTo(200);
      as(person).get(path(task, "/attachments")).expect(200);
    }
    for (var person : List.of("ines", "analyst", "app")) {
      assertThat(download(id, person).statusCode()).as(person).isEqualTo(404);
      assertProblem(as(person).get(path(task, "/attachments")), 404, "task-not-found");
      assertProblem(attach(task, person, "extra", "x.txt", PDF), 404, "task-not-found");
      assertProblem(as(person).delete("/api/attachments/" + id), 404, "attachment-not-found");
    }
    for (var person : List.of("operator", "auditor")) {
      assertProblem(attach(task, person, "extra", "x.txt", PDF), 403, "not-allowed");
    }
    for (var person : List.of("petra", "operator")) {
      assertProblem(as(person).delete("/api/attachments/" + id), 403, "not-allowed");
    }
    assertThat(read(id)).containsExactly("petra", "operator", "auditor");

    as("paula")
      .post(
        path(task, "/complete"),
        Map.of(
          "variables",
          Map.of("extra", List.of(id), "proof", List.of(proof(task, "paula").path("id").asText()))
        )
      )
      .expect(204);

    // Whoever may see the instance: all people, and the application that has started it.
    for (var person : List.of("ines", "analyst", "app")) {
      assertThat(download(id, person).statusCode()).as(person).isEqualTo(200);
    }
    assertProblem(as("paula").delete("/api/attachments/" + id), 409, "attachment-kept");
  }

  @Test
  void showsApplicationsNothingOfWhatOthersHaveStarted() throws Exception {
    var instance = filed("paula", "not-the-apps");
    var id = items(
      as("paula")
        .get("/api/instances/" + instance + "/attachments")
        .expect(200)
    )
      .findFirst()
      .orElseThrow()
      .path("id")
      .asText();

    assertThat(download(id, "app").statusCode()).isEqualTo(404);
    assertThat(
      as("app")
        .get("/api/instances/" + instance + "/attachments")
        .status()
    ).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    value = {
      "../../etc/passwd.pdf | a character in its name",
      "C:\\\\temp\\\\x.pdf | a character in its name",
      "a\u202efdp.pdf | a character in its name",
      "a\tb.pdf | a character in its name",
      ".pdf | begins or ends with a dot",
      "a.pdf. | begins or ends with a dot",
      "a.exe | of a type that is not taken here: .pdf, image/*",
      "a.pdf.exe | of a type that is not taken here",
      "fake.png | does not begin as a .png does",
    }
  )
  void refusesHostileNamesAndWrongTypes(String name, String reason) {
    var task = onlyTask(filed("paula", "names"));

    var answer = attach(task, "paula", "proof", name, PDF);

    assertProblem(answer, 422, "attachment-refused");
    assertThat(answer.json().at("/errors/0/path").asText()).isEqualTo("/variables/proof");
    assertThat(answer.json().at("/errors/0/message").asText()).contains(reason);
    assertThat(waiting(task)).isZero();
  }

  @Test
  void doesNotBelieveWhatASenderSaysOfAFile() {
    var task = onlyTask(filed("paula", "declared"));

    // A page that calls itself a picture, and a picture that is called a page.
    assertProblem(
      send(task, "paula", "proof", "page.html", "image/png", PDF),
      422,
      "attachment-refused"
    );
    var png = new byte[] { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
    assertProblem(
      send(task, "paula", "proof", "a.png", "text/html", png),
      422,
      "attachment-refused"
    );
    send(task, "paula", "proof", "a.png", "image/png", png).expect(201);
  }

  @Test
  void holdsFilesToTheirLimits() {
    var task = onlyTask(filed("paula", "limits"));

    assertProblem(attach(task, "paula", "proof", "a.pdf", new byte[0]), 422, "attachment-refused");
    var large = attach(task, "paula", "proof", "a.pdf", pdf(2049));
    assertProblem(large, 413, "attachment-too-large");
    assertThat(large.json().at("/errors/0/path").asText()).isEqualTo("/variables/proof");
    assertProblem(
      attach(task, "paula", "proof", "x".repeat(147) + ".pdf", PDF),
      422,
      "attachment-refused"
    );
    for (var field : List.of("offer.contract", "nothing", "")) {
      assertProblem(attach(task, "paula", field, "a.pdf", PDF), 422, "validation-failed");
    }
    attach(task, "paula", "proof", "a.pdf", pdf(2048)).expect(201);
    attach(task, "petra", "proof", "b.pdf", pdf(1048)).expect(201);
    assertThat(
      attach(task, "paula", "proof", "c.pdf", pdf(1001)).json().path("detail").asText()
    ).contains("all files together");
    attach(task, "paula", "proof", "c.pdf", pdf(1000)).expect(201);
    assertThat(
      attach(task, "paula", "proof", "d.pdf", PDF).json().path("detail").asText()
    ).contains("at most 3 files");
  }

  @Test
  void takesNoMoreThanAllowedFromManyAtOnce() throws Exception {
    var task = onlyTask(filed("paula", "at-once"));
    var uploads = new ArrayList<Callable<Api.Answer>>();
    for (int i = 0; i < 12; i++) {
      var name = "scan " + i + ".pdf";
      var person = i % 2 == 0 ? "paula" : "petra";
      uploads.add(() -> attach(task, person, "proof", name, PDF));
    }

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Integer>();
      for (var answer : threads.invokeAll(uploads)) {
        answers.add(answer.get().status());
      }
      assertThat(answers)
        .filteredOn(status -> status == 201)
        .hasSize(3);
      assertThat(answers)
        .filteredOn(status -> status == 422)
        .hasSize(9);
    }
    assertThat(waiting(task)).isEqualTo(3);
  }

  @Test
  void takesOnlyOnesOwnFilesForThisFieldOfThisTask() {
    var task = onlyTask(filed("paula", "references"));
    var other = onlyTask(filed("paula", "other"));
    var mine = proof(task, "paula");
    assertRefused(complete(task, "paula", Map.of()), "/variables/proof", "is required");
    assertRefused(
      complete(task, "paula", Map.of("proof", List.of())),
      "/variables/proof",
      "is required"
    );
    for (var foreign : List.of(
      proof(task, "petra").path("id").asText(),
      proof(other, "paula").path("id").asText(),
      attach(task, "paula", "extra", "x.pdf", PDF).expect(201).path("id").asText(),
      "nothing",
      ""
    )) {
      assertRefused(
        complete(task, "paula", Map.of("proof", List.of(foreign))),
        "/variables/proof/0",
        "is no file that you have uploaded for this field"
      );
    }
    var id = mine.path("id").asText();
    assertRefused(
      complete(task, "paula", Map.of("proof", id)),
      "/variables/proof",
      "must be a list of files"
    );
    assertRefused(
      complete(task, "paula", Map.of("proof", List.of(id, id))),
      "/variables/proof/1",
      "is named twice"
    );

    // What else a reference says is not believed.
    complete(
      task,
      "paula",
      Map.of("proof", List.of(Map.of("id", id, "name", "forged.pdf")))
    ).expect(204);

    var instance = instanceOf(task);
    assertThat(variable(instance, "proof").at("/0/name").asText()).isEqualTo("scan.pdf");
    // A later task keeps what the field holds already, and adds to it.
    var again = onlyTask(instance);
    var more = proof(again, "petra").path("id").asText();
    complete(again, "petra", Map.of("proof", List.of(id, more))).expect(204);
    assertThat(variable(instance, "proof")).hasSize(2);
  }

  @Test
  void startsOnlyWithAFileOfWhoeverStarts() {
    assertRefused(
      as("paula").post("/api/processes/filed/instances", Map.of("variables", Map.of())),
      "/variables/offer/contract",
      "is required"
    );
    var petras = forStart("petra").expect(201).path("id").asText();
    assertRefused(begin("paula", petras, null), "/variables/offer/contract/0", "is no file that");
    assertThat(
      as("petra")
        .get("/api/attachments/" + petras)
        .status()
    ).isEqualTo(200);
    assertThat(
      as("operator")
        .get("/api/attachments/" + petras)
        .status()
    ).isEqualTo(404);

    var first = begin("petra", petras, "the-same").expect(201).path("id").asText();

    assertThat(begin("petra", petras, "the-same").expect(201).path("id").asText()).isEqualTo(first);
    assertRefused(begin("petra", petras, null), "/variables/offer/contract/0", "is no file that");
  }

  @Test
  void leavesNothingBehind() {
    var instance = filed("app", "cancelled");
    var task = onlyTask(instance);
    proof(task, "paula");
    as("operator")
      .delete("/api/instances/" + instance + "?reason=Test")
      .expect(204);
    assertThat(waiting(task)).isZero();
    assertThat(trail(instance)).containsExactly(
      "attachment.kept",
      "attachment.added",
      "attachment.removed"
    );

    var completed = onlyTask(filed("paula", "left-over"));
    attach(completed, "paula", "extra", "unused.txt", PDF).expect(201);
    var used = proof(completed, "paula");
    handIn(completed, "paula", "proof", used).expect(204);
    assertThat(waiting(completed)).isZero();

    var removed = forStart("paula").expect(201).path("id").asText();
    as("paula")
      .delete("/api/attachments/" + removed)
      .expect(204);
    assertThat(
      as("paula")
        .get("/api/attachments/" + removed)
        .status()
    ).isEqualTo(404);

    var old = forStart("paula").expect(201).path("id").asText();
    var young = forStart("paula").expect(201).path("id").asText();
    var late = onlyTask(filed("app", "late"));
    var strayed = proof(late, "paula").path("id").asText();
    jdbc
      .sql(
        "UPDATE attachment SET uploaded_at = uploaded_at - interval '61 minutes' WHERE id = :id::uuid"
      )
      .param("id", old)
      .update();
    // As an upload leaves it that was on its way when its task ended.
    jdbc
      .sql("UPDATE attachment SET task_id = 'over' WHERE id = :id::uuid")
      .param("id", strayed)
      .update();
    housekeeping.run();
    assertThat(present(old)).isFalse();
    assertThat(present(strayed)).isFalse();
    assertThat(present(young)).isTrue();
  }

  @Test
  void handsPreparedFilesToWhoeverAskedForThem() {
    var task = onlyTask(filed("app", "delegated"));
    claim(task, "paula").expect(200);
    as("paula").post(path(task, "/delegate"), Map.of("to", "petra")).expect(204);
    var proof = proof(task, "petra").path("id").asText();

    as("petra")
      .post(path(task, "/resolve"), Map.of("variables", Map.of("proof", List.of(proof))))
      .expect(204);

    complete(task, "paula", Map.of("proof", List.of(proof))).expect(204);
  }

  private String filed(String starter, String businessKey) {
    var id = forStart(starter).expect(201).path("id").asText();
    return start(
      "filed",
      businessKey,
      starter,
      Map.of("offer", Map.of("title", "Terms", "contract", List.of(id)))
    );
  }

  private Api.Answer forStart(String person) {
    return upload(
      "/api/processes/filed/attachments",
      person,
      "offer.contract",
      "contract.pdf",
      TYPE,
      PDF
    );
  }

  private Api.Answer begin(String person, String file, @Nullable String key) {
    var request = key == null ? as(person) : as(person).with("Idempotency-Key", key);
    return request.post(
      "/api/processes/filed/instances",
      Map.of("variables", Map.of("offer", Map.of("contract", List.of(file))))
    );
  }

  private JsonNode proof(String task, String person) {
    return attach(task, person, "proof", "scan.pdf", PDF).expect(201);
  }

  private Api.Answer attach(String task, String person, String field, String name, byte[] content) {
    return send(task, person, field, name, "application/octet-stream", content);
  }

  private Api.Answer send(
    String task,
    String person,
    String field,
    String name,
    String type,
    byte[] content
  ) {
    return upload(path(task, "/attachments"), person, field, name, type, content);
  }

  private Api.Answer upload(
    String path,
    String person,
    String field,
    String name,
    String type,
    byte[] content
  ) {
    return Upload.attaching(field, name, type, content).to(
      "http://127.0.0.1:" + port + path,
      person,
      password(person)
    );
  }

  private Api.Answer handIn(String task, String person, String field, JsonNode file) {
    return complete(task, person, Map.of(field, List.of(file.path("id").asText())));
  }

  private Api.Answer complete(String task, String person, Map<String, ?> variables) {
    return as(person).post(path(task, "/complete"), Map.of("variables", variables));
  }

  private HttpResponse<byte[]> download(String id, String person) throws Exception {
    var credentials = (person + ":" + password(person)).getBytes(StandardCharsets.UTF_8);
    return HTTP.send(
      HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/attachments/" + id))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
        .build(),
      BodyHandlers.ofByteArray()
    );
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String password(String person) {
    return List.of("paula", "petra", "ines", "otto").contains(person) ? "approver" : person;
  }

  private static byte[] pdf(int size) {
    return Arrays.copyOf(PDF, size);
  }

  private static void assertRefused(Api.Answer answer, String pointer, String message) {
    assertProblem(answer, 422, "validation-failed");
    assertThat(answer.json().at("/errors/0/path").asText()).isEqualTo(pointer);
    assertThat(answer.json().at("/errors/0/message").asText()).startsWith(message);
  }

  private JsonNode variable(String instance, String name) {
    return as("operator")
      .get("/api/instances/" + instance)
      .expect(200)
      .at("/variables/" + name);
  }

  private String instanceOf(String task) {
    return jdbc
      .sql("SELECT proc_inst_id_ FROM act_hi_taskinst WHERE id_ = :id")
      .param("id", task)
      .query(String.class)
      .single();
  }

  private boolean labelled(String instance, String name) {
    return jdbc
      .sql("SELECT untrusted FROM variable_label WHERE instance_id = :instance AND name = :name")
      .param("instance", instance)
      .param("name", name)
      .query(Boolean.class)
      .single();
  }

  private List<String> trail(String instance) {
    return jdbc
      .sql(
        "SELECT type FROM audit_entry WHERE instance_id = :instance AND type LIKE 'attachment.%' ORDER BY id"
      )
      .param("instance", instance)
      .query(String.class)
      .list();
  }

  private List<String> read(String id) {
    return jdbc
      .sql(
        "SELECT actor FROM audit_entry WHERE type = 'attachment.read' AND detail->>'attachment' = :id ORDER BY id"
      )
      .param("id", id)
      .query(String.class)
      .list();
  }

  private int waiting(String task) {
    return jdbc
      .sql("SELECT count(*) FROM attachment WHERE task_id = :task AND kept_at IS NULL")
      .param("task", task)
      .query(Integer.class)
      .single();
  }

  private boolean present(String id) {
    return jdbc
      .sql("SELECT EXISTS (SELECT 1 FROM attachment WHERE id = :id::uuid)")
      .param("id", id)
      .query(Boolean.class)
      .single();
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
