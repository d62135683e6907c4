package dev.steward.process.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.database.TestDatabase;
import dev.steward.testing.Api;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/**
 * Tasks over HTTP, with paula, petra and approver in sales, ines in legal and otto in sales-leads.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestDatabase.class)
@TestPropertySource(
  properties = {
    "steward.demo.leads=false",
    "steward.identity.people=classpath:tasks/people.yaml",
    "steward.tasks.largest-draft=1KB",
    "steward.tasks.longest-comment=100",
  }
)
public abstract class TaskIT {

  @Autowired
  protected RepositoryService repository;

  @Autowired
  protected TaskService service;

  @Autowired
  protected JdbcClient jdbc;

  @LocalServerPort
  protected int port;

  private Api api;

  @BeforeEach
  void deploy() {
    api = Api.of("http://127.0.0.1:" + port);
    if (repository.createProcessDefinitionQuery().processDefinitionKey("paper").count() == 0) {
      repository
        .createDeployment()
        .addString("paper.bpmn", Papers.PAPER)
        .addString("paper-start.form", Papers.START_FORM)
        .addString("paper-check.form", Papers.CHECK_FORM)
        .addString("named.bpmn", Papers.NAMED)
        .addString("many.bpmn", Papers.MANY)
        .addString("filed.bpmn", Papers.FILED)
        .addString("filed-start.form", Papers.FILED_START_FORM)
        .addString("filed-prove.form", Papers.FILED_FORM)
        .deploy();
    }
  }

  protected Api as(String person) {
    return List.of("paula", "petra", "ines", "otto").contains(person)
      ? api.as(person, "approver")
      : api.as(person);
  }

  /** @return the id of the instance's task */
  protected String paper(String businessKey) {
    return paper(businessKey, "app");
  }

  protected String paper(String businessKey, String starter) {
    return onlyTask(
      start("paper", businessKey, starter, Map.of("paper", Map.of("title", "Terms", "pages", 3)))
    );
  }

  protected String start(
    String process,
    String businessKey,
    String starter,
    Map<String, ?> variables
  ) {
    return as(starter)
      .post(
        "/api/processes/" + process + "/instances",
        Map.of("businessKey", businessKey, "variables", variables)
      )
      .expect(201)
      .path("id")
      .asText();
  }

  protected String onlyTask(String instance) {
    return service.createTaskQuery().processInstanceId(instance).singleResult().getId();
  }

  protected static String path(String task, String more) {
    return "/api/tasks/" + task + more;
  }

  protected JsonNode view(String task) {
    return as("operator").get(path(task, "")).expect(200);
  }

  protected Api.Answer claim(String task, String person) {
    return as(person).post(path(task, "/claim"));
  }

  protected Api.Answer complete(String task, String person) {
    return as(person).post(path(task, "/complete"), answers());
  }

  protected static Map<String, ?> answers() {
    return Map.of("variables", Map.of("verdict", "fine"));
  }

  protected void due(String task, Instant at) {
    service.setDueDate(task, Date.from(at));
  }

  protected List<String> ids(String person, String query) {
    return items(
      as(person)
        .get("/api/tasks?" + query)
        .expect(200)
    )
      .map(item -> item.path("id").asText())
      .toList();
  }

  protected static java.util.stream.Stream<JsonNode> items(JsonNode listing) {
    return StreamSupport.stream(listing.path("items").spliterator(), false);
  }

  /** Audit entries of one type about a task, oldest first. */
  protected List<Map<String, Object>> recorded(String task, String type) {
    return jdbc
      .sql(
        """
        SELECT actor, on_behalf_of, title, detail::text AS detail FROM audit_entry
        WHERE type = :type AND detail->>'taskId' = :task ORDER BY id
        """
      )
      .param("type", type)
      .param("task", task)
      .query()
      .listOfRows();
  }

  protected static void assertProblem(Api.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().path("detail").asText()).isNotBlank();
  }
}
