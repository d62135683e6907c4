package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.doReturn;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.identity.Role;
import dev.steward.process.spi.ProcessStarter;
import dev.steward.scenario.AccessTable.Access;
import dev.steward.scenario.AccessTable.Caller;
import dev.steward.scenario.Endpoints.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** Calls every address that is mapped as everybody, and holds the answers against the table of docs/security.md. */
class AuthorizationMatrixIT extends ApplicationIT {

  /** In everything that is somebody else's, so that it shows wherever that comes out. */
  private static final String SECRET = "belongs-to-somebody-else";

  private static final String NOTHING = new UUID(0, 0).toString();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir
  static Path folder;

  @MockitoSpyBean
  People people;

  @Autowired
  ApplicationContext application;

  @Autowired
  ProcessStarter starter;

  @Autowired
  RepositoryService repository;

  @Autowired
  TaskService tasks;

  @Autowired
  JdbcClient jdbc;

  private final Actor somebodyElse = new Actor(
    "somebody-else",
    "Somebody Else",
    Set.of(Role.APP),
    Set.of(),
    Set.of()
  );

  private String csrf = "";
  private String ownRun = "";
  private String othersRun = "";

  /** The people that come with Steward, and one more, whose role is taken away below: a people file has nobody without one. */
  @DynamicPropertySource
  static void people(DynamicPropertyRegistry registry) throws IOException {
    var file = folder.resolve("people.yaml");
    var stranger = """
    people:
      - name: stranger
        displayName: A Stranger
        password: "%s"
        roles: [app]

    """.formatted("{bcrypt}" + new BCryptPasswordEncoder(10).encode("stranger"));
    var people = new ClassPathResource("people.yaml").getContentAsString(StandardCharsets.UTF_8);
    Files.writeString(file, people.replace("\npeople:\n", "\n" + stranger));
    // Whoever asks for a stream gets an answer with an end.
    registry.add("steward.live.lifetime", () -> "200ms");
    registry.add("steward.identity.people", () -> file.toUri().toString());
  }

  @BeforeEach
  void prepare() throws Exception {
    doReturn(Optional.of(new Actor("stranger", "A Stranger", Set.of(), Set.of(), Set.of())))
      .when(people)
      .find("stranger");
    doReturn(Optional.of(somebodyElse)).when(people).find("somebody-else");
    repository.createDeployment().addClasspathResource("access/access-check.bpmn20.xml").deploy();
    for (var servlet : List.of(
      "process-api",
      "dmn-api",
      "event-registry-api",
      "external-job-api"
    )) {
      // A servlet that has not been asked for anything has mapped nothing.
      var unused = send("GET", "/" + servlet + "/x", Caller.OPERATOR, null);
    }
    csrf = csrfToken();
    ownRun = run(people.find("app").orElseThrow());
    othersRun = run(somebodyElse);
  }

  @Test
  void answersEveryoneAsTheTableSays() throws Exception {
    var table = AccessTable.read();
    var endpoints = new ArrayList<>(Endpoints.of(application));
    endpoints.add(new Endpoint("POST", "/logout"));
    endpoints.add(new Endpoint("GET", "/"));
    var wrong = new ConcurrentLinkedQueue<String>();
    for (var endpoint : endpoints) {
      var row = table.find(endpoint.method(), endpoint.pattern());
      if (row.isEmpty()) {
        wrong.add("has no row: " + endpoint.method() + " " + endpoint.pattern());
      } else {
        everybody(caller -> check(endpoint, caller, row.get().cells().get(caller), wrong));
      }
    }

    assertThat(endpoints).hasSizeGreaterThan(250);
    assertThat(wrong).as("differs from docs/security.md").isEmpty();
  }

  @Test
  void hasNoRowForWhatIsNotThere() throws IOException {
    var endpoints = Endpoints.of(application);
    var table = AccessTable.read();

    assertThat(table.rows())
      .filteredOn(row -> !row.isWide() && row.address().startsWith("/api"))
      .allMatch(row ->
        endpoints
          .stream()
          .anyMatch(
            endpoint ->
              endpoint.pattern().equals(row.address()) && row.methods().contains(endpoint.method())
          )
      );
  }

  /** All at once: there are thousands of requests. */
  private static void everybody(Checks checks) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = Arrays.stream(Caller.values())
        .map(caller ->
          threads.submit(() -> {
            checks.run(caller);
            return caller;
          })
        )
        .toList();
      for (var caller : running) {
        var unused = caller.get();
      }
    }
  }

  private interface Checks {
    void run(Caller caller) throws Exception;
  }

  private void check(Endpoint endpoint, Caller caller, Access expected, Collection<String> wrong)
    throws Exception {
    var others = call(endpoint, caller, false);
    var own = namesOne(endpoint) ? call(endpoint, caller, true) : others;
    var fits = switch (expected) {
      case YES -> isIn(own) && isIn(others);
      case OWN -> isIn(own) &&
        (namesOne(endpoint) ? others.statusCode() == 404 : isIn(others)) &&
        !shows(own) &&
        !shows(others);
      case OWN_ELSE_REFUSED -> isIn(own) && others.statusCode() == 403 && !shows(others);
      case REFUSED -> isRefused(403, own, others);
      case HIDDEN -> isRefused(404, own, others);
      case SIGN_IN -> isRefused(401, own, others);
    };
    if (!fits) {
      wrong.add(
        "%s %s for %s should be %s: own %d, others' %d%s".formatted(
          endpoint.method(),
          endpoint.pattern(),
          caller.id(),
          expected,
          own.statusCode(),
          others.statusCode(),
          shows(others) ? ", and it shows: " + others.body() : ""
        )
      );
    }
  }

  /** Let in: what is then said about the request itself does not matter here. */
  private static boolean isIn(HttpResponse<String> answer) {
    return answer.statusCode() != 401 && answer.statusCode() != 403 && answer.statusCode() < 500;
  }

  private static boolean isRefused(
    int status,
    HttpResponse<String> own,
    HttpResponse<String> others
  ) {
    return (
      own.statusCode() == status && others.statusCode() == status && !shows(own) && !shows(others)
    );
  }

  private static boolean shows(HttpResponse<String> answer) {
    return answer.body().contains(SECRET);
  }

  /** Where the address names a task, an instance, a run or a rehearsal, there are own ones and others'. */
  private static boolean namesOne(Endpoint endpoint) {
    return (
      endpoint.pattern().matches("/api/(tasks|instances|runs)/\\{id}.*") ||
      endpoint.pattern().equals("/api/runs") ||
      endpoint.pattern().equals("/api/substitutes/{id}") ||
      endpoint.pattern().equals("/api/attachments/{id}") ||
      endpoint.pattern().startsWith("/api/rehearsals/{id}") ||
      endpoint.pattern().contains("{taskId}") ||
      endpoint.pattern().contains("{processInstanceId}")
    );
  }

  private HttpResponse<String> call(Endpoint endpoint, Caller caller, boolean own)
    throws Exception {
    var subject = new Subject(caller, own);
    return send(endpoint.method(), subject.address(endpoint), caller, subject.body(endpoint));
  }

  private HttpResponse<String> send(String method, String path, Caller caller, String body)
    throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    if (caller == Caller.ANONYMOUS) {
      request.header("Cookie", "XSRF-TOKEN=" + csrf).header("X-XSRF-TOKEN", csrf);
    } else {
      var credentials = (caller.id() + ":" + caller.id()).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }
    if (body != null) {
      request.header(
        "Content-Type",
        body.startsWith("--")
          ? "multipart/form-data; boundary=" + Bodies.BOUNDARY
          : "application/json"
      );
    }
    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private String csrfToken() throws Exception {
    return send("GET", "/api/me", Caller.ANONYMOUS, null)
      .headers()
      .allValues("Set-Cookie")
      .stream()
      .filter(cookie -> cookie.startsWith("XSRF-TOKEN="))
      .map(cookie -> cookie.substring("XSRF-TOKEN=".length()).split(";")[0])
      .findFirst()
      .orElseThrow();
  }

  private String run(Actor actor) {
    var key = UUID.randomUUID().toString();
    var variables = (ObjectNode) JSON.valueToTree(
      Map.of("lead", new HashMap<>(Scenario.FITTING_LEAD))
    );
    if (actor.equals(somebodyElse)) {
      ((ObjectNode) variables.path("lead")).put("message", SECRET);
    }
    var instance = starter.start("lead-outreach", key, variables, key, actor);
    return await()
      .until(
        () ->
          jdbc
            .sql(
              "SELECT id::text FROM agent_run WHERE instance_id = :id ORDER BY created_at LIMIT 1"
            )
            .param("id", instance)
            .query(String.class)
            .optional(),
        Optional::isPresent
      )
      .orElseThrow();
  }

  /** What an address names: something of the caller's, or of somebody else. Made anew for each request, as some change it. */
  private final class Subject {

    private final boolean own;
    private final String starter;

    private Subject(Caller caller, boolean own) {
      this.own = own;
      this.starter = own && caller != Caller.ANONYMOUS ? caller.id() : "somebody-else";
    }

    String address(Endpoint endpoint) {
      var pattern = endpoint.pattern();
      var values = new HashMap<String, String>();
      if (concernsTasksOrInstances(pattern)) {
        var instance = start();
        var task = tasks.createTaskQuery().processInstanceId(instance).singleResult().getId();
        tasks.addCandidateUser(task, starter);
        tasks.setAssignee(task, starter);
        values.put("instance", instance);
        values.put("task", task);
      }
      var address = pattern
        .replace("/tasks/{id}", "/tasks/" + values.get("task"))
        .replace("/runtime/tasks/{taskId}", "/runtime/tasks/" + values.get("task"))
        .replace("{taskId}", String.valueOf(values.get("task")))
        .replace("{processInstanceId}", String.valueOf(values.get("instance")))
        .replace("/instances/{id}", "/instances/" + values.get("instance"))
        .replace("/runs/{id}", "/runs/" + (own ? ownRun : othersRun))
        .replaceFirst("/substitutes/\\{id}$", "/substitutes/" + substitute())
        .replaceFirst("/attachments/\\{id}$", "/attachments/" + attachment())
        .replace("/rehearsals/{id}", "/rehearsals/" + rehearsal())
        .replace("/processes/{key}", "/processes/access-check")
        .replace("/agents/{name}", "/agents/fit-scorer")
        .replace("/tools/{name}", "/tools/crm.history")
        .replace("/collections/{name}", "/collections/sales-playbook")
        .replace("/policies/{key}/{version}", "/policies/human-review/1")
        .replaceAll("\\{\\*?[a-zA-Z]+(:[^}]*)?}", NOTHING)
        .replace("**", "nothing");
      return address + query(endpoint, values);
    }

    private String substitute() {
      return jdbc
        .sql(
          """
          INSERT INTO task_substitute (id, person, substitute, from_at, until_at, named_at)
          VALUES (gen_random_uuid(), :person, 'nobody', now(), now() + interval '1 hour', now()) RETURNING id::text
          """
        )
        .param("person", starter)
        .query(String.class)
        .single();
    }

    private String attachment() {
      return jdbc
        .sql(
          """
          INSERT INTO attachment (id, person, uploaded_by, process_key, field, name, type, size, sha256, content, uploaded_at)
          VALUES (gen_random_uuid(), :person, :person, 'access-check', 'file', 'file.txt', 'text/plain', 1, repeat('0', 64),
                  :content, now()) RETURNING id::text
          """
        )
        .param("person", starter)
        .param(
          "content",
          (starter.equals("somebody-else") ? SECRET : "own").getBytes(StandardCharsets.UTF_8)
        )
        .query(String.class)
        .single();
    }

    private String rehearsal() {
      return jdbc
        .sql(
          """
          INSERT INTO rehearsal (id, person, process_key, instance_id, started_at, used_at)
          VALUES (gen_random_uuid(), :person, 'access-check', 'nothing', now(), now()) RETURNING id::text
          """
        )
        .param("person", starter)
        .query(String.class)
        .single();
    }

    private String query(Endpoint endpoint, Map<String, String> values) {
      return switch (endpoint.method() + " " + endpoint.pattern()) {
        case "DELETE /api/agents/{name}" -> "?basedOn=nothing&comment=test";
        case "DELETE /api/knowledge/collections/{name}/documents" -> "?key=nothing";
        case "GET /api/knowledge/passages" -> "?citation=nothing";
        case "GET /api/monitoring/rows" -> "?figure=spend";
        case "GET /api/runs" -> "?instanceId=" + instanceOfRun();
        default -> "";
      };
    }

    private String instanceOfRun() {
      return jdbc
        .sql("SELECT instance_id FROM agent_run WHERE id = :id::uuid")
        .param("id", own ? ownRun : othersRun)
        .query(String.class)
        .single();
    }

    String body(Endpoint endpoint) {
      if (endpoint.method().equals("GET") || endpoint.method().equals("DELETE")) {
        return null;
      }
      return Bodies.of(endpoint, starter);
    }

    private String start() {
      var key = UUID.randomUUID().toString();
      var secret = starter.equals("somebody-else") ? SECRET : "own";
      return AuthorizationMatrixIT.this.starter.start(
        "access-check",
        secret,
        JSON.createObjectNode().put("secret", secret),
        key,
        new Actor(starter, starter, Set.of(Role.APP), Set.of(), Set.of())
      );
    }

    private boolean concernsTasksOrInstances(String pattern) {
      return (
        pattern.startsWith("/api/tasks") ||
        pattern.startsWith("/api/instances") ||
        pattern.contains("{taskId}") ||
        pattern.contains("{processInstanceId}") ||
        pattern.contains("/query/")
      );
    }
  }
}
