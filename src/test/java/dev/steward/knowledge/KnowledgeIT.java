package dev.steward.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.scenario.ApplicationIT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sample collections, over HTTP. */
class KnowledgeIT extends ApplicationIT {

  private static final String UPLOADS = "/api/knowledge/collections/handbook/documents";

  @Autowired
  private Collections collections;

  @Autowired
  private Ingestion ingestion;

  @Autowired
  private JdbcClient jdbc;

  @LocalServerPort
  private int port;

  @BeforeEach
  void takeIn() {
    collections.all().forEach(collection -> ingestion.run(collection, "system"));
  }

  @Test
  void takesInEachDocumentOnce() {
    var before = versions();
    assertThat(before).isGreaterThanOrEqualTo(23);

    takeIn();

    assertThat(versions()).isEqualTo(before);
    var handbook = collection("handbook");
    assertThat(handbook.at("/standing/done").asInt()).isEqualTo(
      handbook.at("/standing/total").asInt()
    );
    assertThat(handbook.at("/standing/endedAt").isTextual()).isTrue();
  }

  @Test
  void findsThePassageThatAnswersAndPutsItOnRecord() {
    var found = search("approver", "How many words may the first mail have?", List.of());

    var first = found.at("/passages/0");
    assertThat(first.path("heading").asText()).endsWith("Length and form");
    assertThat(first.path("citation").asText()).matches("sales-playbook/tone\\.md@\\d+#\\d+");
    var passage = api
      .as("approver")
      .get("/api/knowledge/passages?citation=" + encoded(first.path("citation").asText()))
      .ok();
    assertThat(passage.path("text").asText()).contains("at most 120 words");
    assertThat(passage.path("inForce").asBoolean()).isTrue();
    var entry = api.as("auditor").get("/api/audit?type=retrieval.made").ok().at("/items/0");
    assertThat(entry.path("actor").asText()).isEqualTo("approver");
    assertThat(entry.at("/detail/query").asText()).isEqualTo(
      "How many words may the first mail have?"
    );
    assertThat(entry.at("/detail/passages/0/citation").asText()).isEqualTo(
      first.path("citation").asText()
    );
    assertThat(entry.at("/detail/passages/0/score").asDouble()).isPositive();
  }

  @Test
  void keepsWhatOthersMayReadFromWhoMayNot() {
    var mine = search("approver", "Which discount may sales give?", List.of("sales-playbook"));
    assertThat(mine.path("passages").findValuesAsText("heading")).contains(
      "Price list and its limits › Discount limits"
    );
    var theirs = search("analyst", "Which discount may sales give?", List.of("sales-playbook"));
    assertThat(theirs.path("passages").findValuesAsText("text")).noneMatch(text ->
      text.contains("12 percent")
    );
    assertThat(theirs.at("/withheld/field").asInt()).isPositive();
    var citation = mine
      .path("passages")
      .valueStream()
      .filter(passage -> passage.path("heading").asText().endsWith("Discount limits"))
      .findFirst()
      .orElseThrow()
      .path("citation")
      .asText();
    api
      .as("analyst")
      .get("/api/knowledge/passages?citation=" + encoded(citation))
      .expect(404);

    var nothing = search("auditor", "Which discount may sales give?", List.of());
    assertThat(nothing.path("passages")).isEmpty();
    assertThat(nothing.at("/withheld/permission").asInt()).isPositive();
  }

  @Test
  void takesUploadsInAndLetsThemGo() {
    upload(
      "operator",
      "holiday.md",
      "# Leave\n\n## Sabbatical\n\nA sabbatical of llama months is unpaid."
    );
    var first = awaitFound("llama");
    assertThat(first).isEqualTo("handbook/uploads/holiday.md@1#1");

    upload(
      "operator",
      "holiday.md",
      "# Leave\n\n## Sabbatical\n\nA sabbatical of alpaca months is paid."
    );
    assertThat(awaitFound("alpaca")).isEqualTo("handbook/uploads/holiday.md@2#1");
    assertThat(found("llama")).isEmpty();
    var old = api
      .as("operator")
      .get("/api/knowledge/passages?citation=" + encoded(first))
      .ok();
    assertThat(old.path("text").asText()).contains("llama");
    assertThat(old.path("inForce").asBoolean()).isFalse();

    api
      .as("operator")
      .delete(UPLOADS + "?key=" + encoded("uploads/holiday.md"))
      .expect(202);
    await().until(() -> found("alpaca").isEmpty());
  }

  @Test
  void refusesWhatCannotBeReadAndSaysWhy() {
    upload("operator", "broken.docx", "PK\u0003\u0004 and nothing that is in a zip");
    upload("operator", "picture.png", "\u0089PNG\r\n\u001a\n no text");

    await().untilAsserted(() -> {
      var failures = failures();
      assertThat(failures).containsKeys("uploads/broken.docx", "uploads/picture.png");
      assertThat(failures.get("uploads/picture.png")).contains("can be read");
    });
    assertThat(collection("handbook").at("/standing/failed").asInt()).isEqualTo(2);
    // The others are not held up.
    assertThat(
      search("operator", "status page", List.of("handbook")).path("passages")
    ).isNotEmpty();
    for (var name : List.of("broken.docx", "picture.png")) {
      api
        .as("operator")
        .delete(UPLOADS + "?key=" + encoded("uploads/" + name))
        .expect(202);
    }
    await().until(() -> failures().isEmpty());
  }

  @Test
  void leavesACollectionToWhoAnswersForIt() {
    assertThat(upload("analyst", "mine.md", "# Mine")).isEqualTo(403);
    api.as("analyst").post("/api/knowledge/collections/handbook/ingestions").expect(403);
    api.as("operator").post("/api/knowledge/collections/handbook/ingestions").expect(202);
    api.as("operator").post("/api/knowledge/collections/nowhere/ingestions").expect(404);
    assertThat(upload("operator", "../up.md", "# Up")).isEqualTo(422);
  }

  private Map<String, String> failures() {
    return api
      .as("operator")
      .get(UPLOADS)
      .ok()
      .path("items")
      .valueStream()
      .filter(row -> row.path("failure").isTextual())
      .collect(
        Collectors.toMap(row -> row.path("key").asText(), row -> row.path("failure").asText())
      );
  }

  private JsonNode collection(String name) {
    return api
      .as("operator")
      .get("/api/knowledge/collections")
      .ok()
      .path("items")
      .valueStream()
      .filter(collection -> collection.path("name").asText().equals(name))
      .findFirst()
      .orElseThrow();
  }

  private String awaitFound(String word) {
    await().until(() -> !found(word).isEmpty());
    return found(word).getFirst();
  }

  /** The citations of passages with the very word: some passage is always the nearest. */
  private List<String> found(String word) {
    return search("operator", word, List.of("handbook"))
      .path("passages")
      .valueStream()
      .filter(passage -> passage.path("text").asText().contains(word))
      .map(passage -> passage.path("citation").asText())
      .toList();
  }

  private JsonNode search(String person, String query, List<String> only) {
    return api
      .as(person)
      .post("/api/knowledge/search", Map.of("query", query, "collections", only))
      .ok();
  }

  private int upload(String person, String name, String content) {
    var part =
      "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n%s\r\n--x--\r\n".formatted(
        name,
        content
      );
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + UPLOADS))
      .header("Content-Type", "multipart/form-data; boundary=x")
      .header(
        "Authorization",
        "Basic " +
          Base64.getEncoder().encodeToString(
            (person + ":" + person).getBytes(StandardCharsets.UTF_8)
          )
      )
      .POST(BodyPublishers.ofString(part))
      .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private long versions() {
    return jdbc.sql("SELECT count(*) FROM knowledge_version").query(Long.class).single();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
