package dev.steward.process.engine;

import static org.awaitility.Awaitility.await;

import dev.steward.database.TestDatabase;
import dev.steward.testing.Api;
import java.time.Duration;
import java.util.List;
import org.flowable.engine.HistoryService;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/** The real job executor on a real database, with {@link Probe} as the work it does. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestDatabase.class)
@Import(EngineIT.WithProbe.class)
@TestPropertySource(properties = "steward.demo.leads=false")
abstract class EngineIT {

  @TestConfiguration(proxyBeanMethods = false)
  static class WithProbe {

    @Bean
    Probe probe() {
      return new Probe();
    }

    @Bean
    static CountingDataSource.Wrapper counting() {
      return new CountingDataSource.Wrapper();
    }
  }

  @Autowired
  protected RuntimeService runtime;

  @Autowired
  protected HistoryService history;

  @Autowired
  protected JdbcClient jdbc;

  @Autowired
  private RepositoryService repository;

  @Autowired
  protected JobThreads threads;

  @LocalServerPort
  private int port;

  protected Api api;

  @BeforeEach
  void deploy() {
    Probe.reset();
    api = Api.of("http://127.0.0.1:" + port);
    if (repository.createProcessDefinitionQuery().processDefinitionKey("one-task").count() == 0) {
      repository
        .createDeployment()
        .addString("one-task.bpmn", Diagrams.ONE_TASK)
        .addString("two-branches.bpmn", Diagrams.TWO_BRANCHES)
        .addString("caught.bpmn", Diagrams.CAUGHT)
        .addString("caught-elsewhere.bpmn", Diagrams.CAUGHT_ELSEWHERE)
        .addString("timed.bpmn", Diagrams.TIMED)
        .addString("look-up.bpmn", Diagrams.LOOK_UP)
        .addString("research.bpmn", Diagrams.RESEARCH)
        .deploy();
    }
  }

  @AfterEach
  void deleteWhatIsLeft() {
    runtime
      .createProcessInstanceQuery()
      .list()
      .forEach(instance -> {
        if (runtime.createProcessInstanceQuery().processInstanceId(instance.getId()).count() > 0) {
          runtime.deleteProcessInstance(instance.getId(), "The test is over");
        }
      });
  }

  String start(String process) {
    return runtime.startProcessInstanceByKey(process).getId();
  }

  void awaitEnd(String instance) {
    await("end of the instance")
      .atMost(Duration.ofSeconds(30))
      .until(() -> hasEnded(instance));
  }

  void awaitIdle() {
    await("end of all jobs")
      .atMost(Duration.ofSeconds(30))
      .until(() -> idleBut(0));
  }

  /** Whether no more than that many jobs run. */
  boolean idleBut(int running) {
    return threads.running() == running;
  }

  boolean hasEnded(String instance) {
    return (
      history.createHistoricProcessInstanceQuery().processInstanceId(instance).finished().count() ==
      1
    );
  }

  List<String> jobs(String table, String instance) {
    return jdbc
      .sql("SELECT id_ FROM %s WHERE process_instance_id_ = :id".formatted(table))
      .param("id", instance)
      .query(String.class)
      .list();
  }
}
