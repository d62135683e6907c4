package dev.steward.benchmark;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.delegate.JavaDelegate;
import org.slf4j.LoggerFactory;

/** The same work as one writes it without Steward: an asynchronous service task with a JavaDelegate, Flowable's own settings. */
final class StockFlowable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROCESS = """
  <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
               xmlns:flowable="http://flowable.org/bpmn" targetNamespace="https://steward.dev/benchmark">
    <process id="notes" isExecutable="true">
      <startEvent id="start"/>
      <sequenceFlow id="to-agent" sourceRef="start" targetRef="agent"/>
      <serviceTask id="agent" flowable:async="true" flowable:class="%s"/>
      <sequenceFlow id="to-end" sourceRef="agent" targetRef="end"/>
      <endEvent id="end"/>
    </process>
  </definitions>
  """.formatted(Agent.class.getName());

  private final ProcessEngine engine;

  private StockFlowable(ProcessEngine engine) {
    this.engine = engine;
  }

  public static void main(String[] arguments) throws Exception {
    // Without Spring Boot everything is logged, on the stream the benchmark reads.
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    try (var pool = pool()) {
      var engine = ProcessEngineConfiguration.createStandaloneProcessEngineConfiguration()
        .setDataSource(pool)
        .setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE)
        .setAsyncExecutorActivate(true)
        .buildProcessEngine();
      engine
        .getRepositoryService()
        .createDeployment()
        .addString("notes.bpmn20.xml", PROCESS)
        .deploy();
      new StockFlowable(engine).serve();
      engine.close();
    }
  }

  static HikariDataSource pool() {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(System.getenv("DATABASE_URL"));
    pool.setUsername(System.getenv("DATABASE_USER"));
    pool.setPassword(System.getenv("DATABASE_PASSWORD"));
    pool.setMaximumPoolSize(Options.CONNECTIONS);
    return pool;
  }

  private void serve() throws IOException, InterruptedException {
    System.out.println("{\"ready\": true}");
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      System.out.println(measure(Integer.parseInt(line.split(" ")[1])));
    }
  }

  private ObjectNode measure(int runs) throws InterruptedException {
    var began = Instant.now();
    for (int i = 0; i < runs; i++) {
      engine
        .getRuntimeService()
        .createProcessInstanceBuilder()
        .processDefinitionKey("notes")
        .businessKey("run-" + UUID.randomUUID())
        .start();
    }
    var ended = engine
      .getHistoryService()
      .createHistoricProcessInstanceQuery()
      .startedAfter(Date.from(began.minusMillis(1)))
      .finished();
    while (ended.count() < runs) {
      Thread.sleep(500);
    }
    var latencies = JSON.createArrayNode();
    long last = 0;
    for (var instance : ended.list()) {
      latencies.add(instance.getDurationInMillis());
      last = Math.max(last, instance.getEndTime().getTime());
    }
    var answer = JSON.createObjectNode();
    answer.put("tookMillis", last - began.toEpochMilli());
    answer.set("latencies", latencies);
    return answer;
  }

  /** One run: a model's and a tool's turn after the other, all in the job's transaction. */
  public static final class Agent implements JavaDelegate {

    private static final HttpClient HTTP = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .build();
    private static final String STUB = System.getenv("STUB_URL");

    @Override
    public void execute(DelegateExecution execution) {
      var key = execution.getProcessInstanceBusinessKey();
      var messages = JSON.createArrayNode();
      messages
        .addObject()
        .put("role", "system")
        .put("content", "Write three notes, one after the other, then answer.");
      messages
        .addObject()
        .put("role", "user")
        .put("content", "Task: Write three notes about " + key + ".");
      for (int turn = 1; ; turn++) {
        var answer = callModel(messages);
        messages.add(answer);
        var calls = answer.path("tool_calls");
        if (calls.isEmpty()) {
          execution.setVariable("notes", answer.path("content").asText());
          return;
        }
        for (var call : calls) {
          var result = callTool(call, key + "-" + turn);
          messages
            .addObject()
            .put("role", "tool")
            .put("tool_call_id", call.path("id").asText())
            .put("content", result.toString());
        }
      }
    }

    private static JsonNode callModel(ArrayNode messages) {
      var body = JSON.createObjectNode().put("model", "stub");
      body.set("messages", messages);
      var function = body
        .putArray("tools")
        .addObject()
        .put("type", "function")
        .putObject("function");
      function.put("name", "note_write").putObject("parameters").put("type", "object");
      return post("/v1/chat/completions", body, "none").at("/choices/0/message");
    }

    private static JsonNode callTool(JsonNode call, String key) {
      try {
        return post("/tools/note", JSON.readTree(call.at("/function/arguments").asText()), key);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static JsonNode post(String path, JsonNode body, String idempotencyKey) {
      var request = HttpRequest.newBuilder(URI.create(STUB + path))
        .timeout(Duration.ofMinutes(1))
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", idempotencyKey)
        .POST(BodyPublishers.ofString(body.toString()))
        .build();
      try {
        return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
