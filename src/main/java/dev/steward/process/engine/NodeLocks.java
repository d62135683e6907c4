package dev.steward.process.engine;

import org.flowable.engine.ProcessEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Frees what this node had locked when it was killed. The engine does so for its jobs, but leaves process instances locked, and
 * nothing of such an instance goes on until the lock time is over.
 */
@Component
class NodeLocks {

  private static final Logger log = LoggerFactory.getLogger(NodeLocks.class);

  // The engine is asked for so that its tables exist; its job executor starts later.
  NodeLocks(JdbcClient jdbc, EngineProperties properties, ProcessEngine engine) {
    int freed = jdbc
      .sql(
        "UPDATE act_ru_execution SET lock_owner_ = NULL, lock_time_ = NULL WHERE lock_owner_ = :owner"
      )
      .param("owner", properties.nodeId())
      .update();
    if (freed > 0) {
      log.info("Freed {} process instances that this node had locked before it stopped", freed);
    }
  }
}
