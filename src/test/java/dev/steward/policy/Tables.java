package dev.steward.policy;

import com.zaxxer.hikari.HikariDataSource;
import dev.steward.database.TestDatabase;
import java.nio.file.Path;
import org.flowable.dmn.engine.DmnEngine;
import org.flowable.dmn.spring.SpringDmnEngineConfiguration;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** A DMN engine as the application sets it up, on a database of its own. */
final class Tables implements AutoCloseable {

  final DmnEngine engine;
  private final HikariDataSource source = new HikariDataSource();

  Tables() {
    var database = TestDatabase.fresh();
    source.setJdbcUrl(database.url());
    source.setUsername(database.username());
    source.setPassword(database.password());
    source.setMaximumPoolSize(2);
    var configuration = new SpringDmnEngineConfiguration();
    configuration.setDataSource(source);
    configuration.setTransactionManager(new DataSourceTransactionManager(source));
    configuration.setDatabaseSchemaUpdate("true");
    new DmnEngineSettings().dmnEngineForDecisionsAlone().configure(configuration);
    engine = configuration.buildDmnEngine();
  }

  PolicyTables read(Path folder) {
    return new PolicyTables(engine.getDmnRepositoryService(), folder);
  }

  Policies policies(Path folder) {
    return new TablePolicies(read(folder), engine.getDmnDecisionService());
  }

  @Override
  public void close() {
    engine.close();
    source.close();
  }
}
