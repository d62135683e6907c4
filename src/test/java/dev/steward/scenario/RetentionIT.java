package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.verify.VerifyEvidence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flowable.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What is cleared away, what stays, and what is left of the former. */
@TestPropertySource(properties = "steward.retention.default-period=P60D")
class RetentionIT extends ApplicationIT {

  @Autowired
  private RepositoryService repository;

  @Autowired
  private JdbcClient jdbc;

  @Autowired
  private DataSource dataSource;

  @Value("${steward.archive.directory}")
  private Path archive;

  @TempDir
  Path place;

  private OldInstances old;
  private Leftovers leftovers;

  @BeforeEach
  void deployFamily() {
    old = new OldInstances(scenario, api, jdbc);
    leftovers = new Leftovers(jdbc);
    if (repository.createProcessDefinitionQuery().processDefinitionKey("waiting").count() == 0) {
      repository.createDeployment().addString("family.bpmn", OldInstances.FAMILY).deploy();
    }
  }

  @AfterEach
  void liftHolds() {
    jdbc.sql("DELETE FROM legal_hold").update();
    jdbc.sql("DROP TRIGGER IF EXISTS crash ON agent_run").update();
  }

  @Test
  void clearsAwayWhatIsDueAndNothingElse() throws Exception {
    var due = List.of(old.summary(70), old.outreach(80));
    var family = old.family(110);
    var young = List.of(old.summary(50), old.family(70).getFirst());
    var running = scenario.start("waiting", "running", Map.of());
    jdbc
      .sql(
        "UPDATE act_hi_procinst SET start_time_ = start_time_ - interval '90 days' WHERE id_ = :id"
      )
      .param("id", running)
      .update();
    var held = old.summary(90);
    api
      .as("auditor")
      .put("/api/instances/" + held + "/legal-hold", reason())
      .expect(200);
    var keyed = old.summary(90, "disputed");
    api
      .as("auditor")
      .post("/api/legal-holds", Map.of("businessKey", "disputed", "reason", "A dispute"))
      .expect(201);
    var childOfHeld = old.family(120);
    api
      .as("auditor")
      .put("/api/instances/" + childOfHeld.getLast() + "/legal-hold", reason())
      .expect(200);
    var gone = new ArrayList<>(due);
    gone.addAll(family);
    var ids = leftovers.ids(gone);
    old.judged(young.getLast());
    jdbc.sql("UPDATE large_value SET stored_at = stored_at - interval '80 days'").update();
    old.addUp();
    var figures = old.figures();
    assertThat(retention("internal-summary").path("due").asInt()).isEqualTo(3);

    run();

    for (var id : gone) {
      assertThat(history(id)).as(id).isZero();
    }
    var kept = new ArrayList<>(young);
    kept.addAll(List.of(running, held, keyed));
    kept.addAll(childOfHeld);
    for (var id : kept) {
      assertThat(history(id)).as(id).isOne();
      assertThat(bundle(id)).isEmpty();
    }
    assertThat(leftovers.tablesWith(ids)).isEmpty();
    assertThat(jdbc.sql("SELECT count(*) FROM large_value").query(Long.class).single()).isEqualTo(
      2
    );
    for (var id : gone) {
      verifies(id);
    }
    assertThat(
      api.as("auditor").get("/api/audit/verify").expect(200).path("sound").asBoolean()
    ).isTrue();
    // The hour it was judged in before has lost rows by now.
    api
      .as("operator")
      .post(
        "/api/instances/" + young.getLast() + "/outcome",
        Map.of("of", "routing", "label", "way", "correct", false)
      )
      .ok();
    old.awaitFiguresOfNow();
    assertThat(old.figures()).isEqualTo(figures);
    assertThat(retention("internal-summary").path("archived").asInt()).isOne();
    assertThat(retention("kept-parent").path("archived").asInt()).isEqualTo(2);

    var answer = api.as("operator").get("/api/instances/" + gone.getFirst());
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("instance-archived");
    assertThat(answer.text()).contains("evidence-" + gone.getFirst() + ".zip");
    assertThat(
      api
        .as("app")
        .get("/api/instances/" + gone.getFirst())
        .code()
    ).isEqualTo("instance-not-found");
  }

  @Test
  void leavesAnInstanceWhoseBundleTheArchiveDoesNotTake() throws Exception {
    var id = old.summary(95);
    old.addUp();
    var month = archive.resolve(monthOf(id));
    Files.createDirectories(month.getParent());
    Files.writeString(month, "no directory");

    run();

    assertThat(history(id)).isOne();
    assertThat(retention("internal-summary").path("failure").asText()).contains(id);

    Files.delete(month);
    run();
    assertThat(history(id)).isZero();
    verifies(id);
  }

  @Test
  void writesTheSameBundleAgainAfterACrash() throws Exception {
    var id = old.summary(130);
    old.addUp();
    jdbc
      .sql(
        """
        CREATE OR REPLACE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the node is gone'; END $$
        """
      )
      .update();
    jdbc
      .sql("CREATE TRIGGER crash BEFORE DELETE ON agent_run FOR EACH ROW EXECUTE FUNCTION crash()")
      .update();
    run();
    var first = Files.readAllBytes(bundle(id).getFirst());
    assertThat(history(id)).isOne();
    jdbc.sql("DROP TRIGGER crash ON agent_run").update();

    run();

    assertThat(history(id)).isZero();
    assertThat(Files.readAllBytes(bundle(id).getFirst())).isEqualTo(first);
    assertThat(Files.readAllLines(bundle(id).getFirst().resolveSibling("SHA256SUMS")))
      .filteredOn(line -> line.contains(id))
      .hasSize(1);
    verifies(id);
  }

  @Test
  void leavesTheWorkToTheNodeThatIsAtIt() throws Exception {
    var id = old.summary(140);
    old.addUp();
    try (var other = dataSource.getConnection(); var statement = other.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(hashtextextended('retention', 0))");
      api.as("operator").post("/api/retention/run").expect(202);
      await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(4))
        .until(() -> history(id) == 1);
      statement.execute("SELECT pg_advisory_unlock(hashtextextended('retention', 0))");
    }
    run();
    assertThat(history(id)).isZero();
  }

  @Test
  void givesBundlesToAuditorsAndNoOtherFiles() throws Exception {
    var id = old.summary(150);
    old.addUp();
    run();
    var name = "evidence-" + id + ".zip";
    assertThat(api.as("operator").get("/api/archive").expect(200).toString()).contains(name);
    assertThat(
      api
        .as("auditor")
        .get("/api/archive/" + name)
        .status()
    ).isEqualTo(200);
    assertThat(api.as("auditor").get("/api/archive/..%2F..%2Fpom.xml").status()).isIn(400, 404);
    assertThat(api.as("auditor").get("/api/archive/SHA256SUMS").status()).isEqualTo(404);

    Files.writeString(bundle(id).getFirst(), "something else");
    assertThat(
      api
        .as("auditor")
        .get("/api/archive/" + name)
        .code()
    ).isEqualTo("bundle-changed");
  }

  @Test
  void tellsWhoHoldsAnInstanceAndWhy() {
    var id = scenario.start("waiting", "held-1", Map.of());
    var auditor = api.as("auditor");
    auditor.put("/api/instances/" + id + "/legal-hold", reason()).expect(200);

    assertThat(auditor.put("/api/instances/" + id + "/legal-hold", reason()).code()).isEqualTo(
      "already-held"
    );
    var hold = api
      .as("operator")
      .get("/api/instances/" + id + "/legal-hold")
      .expect(200)
      .at("/items/0");
    assertThat(hold.path("placedBy").asText()).isEqualTo("auditor");
    assertThat(hold.path("reason").asText()).isEqualTo("A dispute");

    auditor.delete("/api/instances/" + id + "/legal-hold?reason=Settled").expect(204);
    assertThat(
      auditor
        .get("/api/instances/" + id + "/legal-hold")
        .expect(200)
        .at("/items")
    ).isEmpty();
    var entries = auditor.get("/api/audit?instanceId=" + id + "&type=legal-hold").expect(200);
    assertThat(entries.findValuesAsText("type")).containsExactly(
      "legal-hold.lifted",
      "legal-hold.placed"
    );
  }

  @Test
  void erasesWhatIsInTheArchive() throws Exception {
    var id = old.summary(160);
    old.addUp();
    run();
    var file = bundle(id).getFirst();
    var erasure = "/api/instances/" + id + "/erasure";

    var erased = api.as("auditor").post(erasure, reason()).expect(200);

    assertThat(file).doesNotExist();
    assertThat(
      api
        .as("auditor")
        .get("/api/archive/evidence-" + id + ".zip")
        .code()
    ).isEqualTo("bundle-missing");
    var trail = api
      .as("auditor")
      .get("/api/audit?instanceId=" + id)
      .expect(200);
    assertThat(trail.findValuesAsText("erased")).isNotEmpty();
    assertThat(trail.findValues("arguments")).isEmpty();
    assertThat(
      api
        .as("auditor")
        .get("/api/audit/verify?instanceId=" + id)
        .expect(200)
        .path("sound")
        .asBoolean()
    ).isTrue();
    assertThat(api.as("auditor").post(erasure, reason()).expect(200)).isEqualTo(erased);
  }

  private static Map<String, String> reason() {
    return Map.of("reason", "A dispute");
  }

  private void run() {
    var before = last();
    api.as("operator").post("/api/retention/run").expect(202);
    await("end of the run")
      .atMost(Duration.ofSeconds(60))
      .until(this::last, newest -> newest > before);
  }

  /** The newest run that is over. */
  private long last() {
    return jdbc
      .sql("SELECT coalesce(max(id), 0) FROM retention_run WHERE ended_at IS NOT NULL")
      .query(Long.class)
      .single();
  }

  private JsonNode retention(String process) {
    var all = api.as("auditor").get("/api/retention").expect(200).path("workflows");
    for (var workflow : all) {
      if (workflow.path("processKey").asText().equals(process)) {
        return workflow;
      }
    }
    throw new AssertionError(all.toString());
  }

  private long history(String id) {
    return jdbc
      .sql("SELECT count(*) FROM act_hi_procinst WHERE id_ = :id")
      .param("id", id)
      .query(Long.class)
      .single();
  }

  private String monthOf(String id) {
    return jdbc
      .sql(
        "SELECT to_char(end_time_::timestamptz AT TIME ZONE 'UTC', 'YYYY/MM') FROM act_hi_procinst WHERE id_ = :id"
      )
      .param("id", id)
      .query(String.class)
      .single();
  }

  private List<Path> bundle(String id) throws IOException {
    if (Files.notExists(archive)) {
      return List.of();
    }
    try (var files = Files.walk(archive)) {
      return files.filter(file -> file.getFileName().toString().contains(id)).toList();
    }
  }

  private void verifies(String id) throws Exception {
    var file = bundle(id).getFirst();
    var keys = Files.writeString(
      place.resolve("keys.json"),
      api.as("auditor").get("/api/audit/keys").expect(200).toString()
    );
    var text = new ByteArrayOutputStream();
    int exit = VerifyEvidence.run(
      List.of(file.toString(), "--keys", keys.toString()),
      new PrintStream(text, true, StandardCharsets.UTF_8)
    );
    assertThat(exit).as(text.toString(StandardCharsets.UTF_8)).isZero();
    var sums = new ProcessBuilder("sha256sum", "-c", "SHA256SUMS")
      .directory(file.getParent().toFile())
      .redirectErrorStream(true)
      .start();
    assertThat(new String(sums.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains(
      file.getFileName() + ": OK"
    );
  }
}
