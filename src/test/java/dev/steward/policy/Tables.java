package dev.steward.policy;

import static org.mockito.Mockito.mock;

import com.zaxxer.hikari.HikariDataSource;
import dev.steward.audit.AuditTrail;
import dev.steward.database.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.flowable.dmn.engine.DmnEngine;
import org.flowable.dmn.spring.SpringDmnEngineConfiguration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

/** A DMN engine as the application sets it up, on a database of its own. */
final class Tables implements AutoCloseable {

  final DmnEngine engine;
  private final HikariDataSource source = new HikariDataSource();
  private final DataSourceTransactionManager transactions = new DataSourceTransactionManager(
    source
  );

  Tables() {
    var database = TestDatabase.fresh();
    source.setJdbcUrl(database.url());
    source.setUsername(database.username());
    source.setPassword(database.password());
    source.setMaximumPoolSize(2);
    new ResourceDatabasePopulator(
      new ClassPathResource("db/migration/V18__policy_tables.sql")
    ).execute(source);
    var configuration = new SpringDmnEngineConfiguration();
    configuration.setDataSource(source);
    configuration.setTransactionManager(transactions);
    configuration.setDatabaseSchemaUpdate("true");
    new DmnEngineSettings().dmnEngineForDecisionsAlone().configure(configuration);
    engine = configuration.buildDmnEngine();
  }

  PolicyTables read(Path folder) {
    var versions = new PolicyVersions(JdbcClient.create(source), Clock.systemUTC());
    var deployments = new PolicyDeployments(
      engine.getDmnRepositoryService(),
      versions,
      mock(AuditTrail.class),
      new TransactionTemplate(transactions),
      Set.of("short", "long", "research")::contains,
      folder
    );
    return new PolicyTables(engine.getDmnRepositoryService(), versions, deployments);
  }

  Policies policies(Path folder) {
    return new TablePolicies(read(folder), new TableQuestions(engine));
  }

  @Override
  public void close() {
    engine.close();
    source.close();
  }
}
