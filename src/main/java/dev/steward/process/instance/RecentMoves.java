package dev.steward.process.instance;

import dev.steward.process.spi.Moves;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RecentMoves implements Moves {

  private final JdbcClient jdbc;

  RecentMoves(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Move> since(Instant from, int limit) {
    return jdbc
      .sql(
        """
        SELECT id_ AS id, proc_inst_id_ AS instance_id FROM act_hi_actinst
        WHERE start_time_ >= :from::timestamp AND tenant_id_ = '' AND act_type_ <> 'sequenceFlow' LIMIT :limit
        """
      )
      .param("from", Timestamp.from(from))
      .param("limit", limit)
      .query(Move.class)
      .list();
  }
}
