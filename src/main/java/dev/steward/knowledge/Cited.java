package dev.steward.knowledge;

import dev.steward.identity.Actor;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what citations name. */
@Component
class Cited {

  private final JdbcClient jdbc;
  private final Clock clock;

  Cited(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * @param inForce whether the source still says so, as far as is known
   * @param stale whether it holds no longer
   */
  @Schema(name = "CitedPassage")
  record CitedPassage(
    String title,
    String heading,
    @Nullable Integer page,
    Instant asOf,
    String text,
    boolean inForce,
    boolean stale
  ) {}

  Optional<CitedPassage> find(String text, Actor actor) {
    return Citation.of(text).flatMap(citation ->
      jdbc
        .sql(Boundaries.CITED)
        .param("collection", citation.collection())
        .param("key", citation.key())
        .param("version", citation.version())
        .param("ordinal", citation.ordinal())
        .param("permissions", actor.permissions().toArray(String[]::new))
        .param("now", Timestamp.from(clock.instant()))
        .query(CitedPassage.class)
        .optional()
    );
  }
}
