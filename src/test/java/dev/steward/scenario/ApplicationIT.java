package dev.steward.scenario;

import dev.steward.database.TestDatabase;
import dev.steward.testing.Api;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/** The running application with the rehearsal model, on a database of its own, shared by the classes that extend this. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestDatabase.class)
@TestPropertySource(properties = "steward.demo.leads=false")
public abstract class ApplicationIT {

  @LocalServerPort
  private int port;

  protected Api api;
  protected Scenario scenario;

  @BeforeEach
  void connect() {
    api = Api.of("http://127.0.0.1:" + port);
    scenario = new Scenario(api);
  }

  int port() {
    return port;
  }
}
