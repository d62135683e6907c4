package dev.steward.process.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.steward.scenario.ApplicationIT;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.flowable.engine.ManagementService;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.TaskService;
import org.flowable.engine.repository.Deployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The hostile diagrams again, put into the engine past every check: they do nothing either. */
class DefenceInDepthIT extends ApplicationIT {

  private static final String CALLED = """
  <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test">
    <process id="hostile-called" isExecutable="true">
      <startEvent id="start"/><sequenceFlow id="f" sourceRef="start" targetRef="end"/><endEvent id="end"/>
    </process>
  </definitions>
  """;

  @TempDir
  private Path folder;

  @Autowired
  private RepositoryService repository;

  @Autowired
  private RuntimeService runtime;

  @Autowired
  private TaskService tasks;

  @Autowired
  private ManagementService management;

  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer target;
  private int strikes;

  /** What {@code ${evil}} would be. */
  @TestConfiguration
  static class Beans {

    @Bean
    Evil evil() {
      return new Evil();
    }
  }

  @BeforeEach
  void listen() throws IOException {
    strikes = Evil.Strikes.COUNT.get();
    target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target.createContext("/", exchange -> {
      requests.incrementAndGet();
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    });
    target.start();
  }

  @AfterEach
  void close() {
    target.stop(0);
    repository
      .createDeploymentQuery()
      .deploymentName("hostile")
      .list()
      .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
  }

  static Stream<Attack> attacks() throws IOException {
    return Attack.all().stream();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void anAttackPastTheCheckDoesNothing(Attack attack) {
    var file = folder.resolve("made");
    var url = "http://127.0.0.1:" + target.getAddress().getPort() + "/";
    var key = "hostile";

    attempt(key, attack.diagram(key, file, url));

    assertThat(Evil.Strikes.COUNT).hasValue(strikes);
    assertThat(file).doesNotExist();
    assertThat(requests).hasValue(0);
  }

  /** As far as it goes: deployed, started, its task completed, its jobs run. */
  private void attempt(String key, String diagram) {
    try {
      deploy(diagram);
      var instance = runtime.startProcessInstanceByKey(key, Map.of("initiator", "somebody"));
      await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> management.createJobQuery().processInstanceId(instance.getId()).count() == 0);
      for (var task : tasks.createTaskQuery().processInstanceId(instance.getId()).list()) {
        tasks.complete(task.getId());
      }
    } catch (RuntimeException e) {
      // Refused by the engine at whatever point, or tried again in vain; nothing may have happened until then.
      assertThat(e).hasMessageNotContaining("struck");
    }
  }

  private Deployment deploy(String diagram) {
    return repository
      .createDeployment()
      .name("hostile")
      .disableSchemaValidation()
      .disableBpmnValidation()
      .addString("hostile.bpmn", diagram)
      .addString("called.bpmn", CALLED)
      .deploy();
  }
}
