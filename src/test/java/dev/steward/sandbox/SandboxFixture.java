package dev.steward.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.zaxxer.hikari.HikariDataSource;
import dev.steward.database.TestDatabase;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The demo systems on a database of their own, without the rest of the application. */
final class SandboxFixture implements AutoCloseable {

  /** A Friday, so that the next working day is not tomorrow. */
  static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

  final HikariDataSource pool = new HikariDataSource();
  final JdbcClient jdbc;
  private final ObjectMapper json = Jackson2ObjectMapperBuilder.json()
    .featuresToDisable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
    .build();
  private final MockMvc http;

  SandboxFixture() {
    var database = TestDatabase.fresh();
    pool.setJdbcUrl(database.url());
    pool.setUsername(database.username());
    pool.setPassword(database.password());
    pool.setMaximumPoolSize(4);
    new ResourceDatabasePopulator(
      new ClassPathResource("db/migration/V2__sandbox.sql"),
      new ClassPathResource("db/migration/V30__sandbox_workflows.sql")
    ).execute(pool);
    jdbc = JdbcClient.create(pool);
    var faults = new Faults();
    var effects = new Effects(jdbc, new JdbcTransactionManager(pool), json, faults);
    var beans = new StaticListableBeanFactory();
    beans.addBean("clock", Clock.fixed(NOW, ZoneOffset.UTC));
    http = MockMvcBuilders.standaloneSetup(
      new CompanyController(jdbc, faults),
      new CrmController(new Crm(jdbc), effects, faults),
      new OutreachController(new Outreach(jdbc), effects, faults),
      new CalendarController(jdbc, effects, faults, beans.getBeanProvider(Clock.class)),
      new DocumentController(jdbc, effects, faults),
      new WebController(jdbc, faults),
      new CompanyRecordController(jdbc, effects, faults),
      new PurchasingController(jdbc, faults),
      new PaymentController(jdbc, effects, faults),
      new PatientController(jdbc, effects, faults),
      new SandboxOperationController(effects, faults)
    )
      .setControllerAdvice(new SandboxProblems())
      .setMessageConverters(new MappingJackson2HttpMessageConverter(json))
      .build();
  }

  record Answer(int status, JsonNode body) {}

  Answer get(String url) {
    return call(HttpMethod.GET, url, null, null);
  }

  Answer post(String url, @Nullable String key, String body) {
    return call(HttpMethod.POST, url, key, body);
  }

  Answer put(String url, String body) {
    return call(HttpMethod.PUT, url, null, body);
  }

  /**
   * @param body JSON in which single quotes stand for double ones
   */
  Answer call(HttpMethod method, String url, @Nullable String key, @Nullable String body) {
    var request = MockMvcRequestBuilders.request(method, URI.create(url));
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    if (body != null) {
      request.contentType(MediaType.APPLICATION_JSON).content(body.replace('\'', '"'));
    }
    try {
      var response = http.perform(request).andReturn().getResponse();
      return new Answer(response.getStatus(), json.readTree(response.getContentAsString()));
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  JsonNode effect(String key) {
    return get("/sandbox/effects?idempotencyKey=" + key)
      .body()
      .at("/items/0");
  }

  void reset() {
    call(HttpMethod.DELETE, "/sandbox/faults", null, null);
    jdbc.sql("TRUNCATE sandbox_effect, sandbox_message, sandbox_reply, sandbox_booking").update();
  }

  @Override
  public void close() {
    pool.close();
  }
}
