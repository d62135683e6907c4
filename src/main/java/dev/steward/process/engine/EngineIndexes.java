package dev.steward.process.engine;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Indexes on the engine's tables, in migrations of their own: the engine makes its tables after ours have been migrated. */
@Component
class EngineIndexes implements SmartInitializingSingleton {

  private final DataSource dataSource;

  EngineIndexes(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void afterSingletonsInstantiated() {
    Flyway.configure()
      .dataSource(dataSource)
      .locations("classpath:db/engine")
      .table("engine_index_history")
      .baselineOnMigrate(true)
      .baselineVersion("0")
      .load()
      .migrate();
  }
}
