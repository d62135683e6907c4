package dev.steward.review;

import dev.steward.process.spi.ReviewView;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code review_vote}. */
@Repository
class Votes {

  private final JdbcClient jdbc;
  private final Clock clock;

  Votes(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** In the order in which they came. Reviews without any are left out. */
  Map<UUID, List<ReviewView.Approval>> of(Collection<UUID> reviews) {
    record Row(UUID review, ReviewView.Approval approval) {}
    return jdbc
      .sql("SELECT * FROM review_vote WHERE review_id = ANY(:reviews) ORDER BY voted_at, voter")
      .param("reviews", reviews.toArray(UUID[]::new))
      .query((row, number) ->
        new Row(
          row.getObject("review_id", UUID.class),
          new ReviewView.Approval(
            row.getString("voter"),
            row.getTimestamp("voted_at").toInstant(),
            row.getString("comment")
          )
        )
      )
      .list()
      .stream()
      .collect(
        Collectors.groupingBy(Row::review, Collectors.mapping(Row::approval, Collectors.toList()))
      );
  }

  List<ReviewView.Approval> of(UUID review) {
    return of(List.of(review)).getOrDefault(review, List.of());
  }

  /** @return false where this person has approved already */
  boolean add(UUID review, String voter, @Nullable String comment) {
    return (
      jdbc
        .sql(
          """
          INSERT INTO review_vote (review_id, voter, voted_at, comment)
          VALUES (:review, :voter, :now, :comment) ON CONFLICT DO NOTHING
          """
        )
        .param("review", review)
        .param("voter", voter)
        .param("now", Timestamp.from(clock.instant()))
        .param("comment", comment)
        .update() == 1
    );
  }

  /** What they approved has changed. */
  void clear(UUID review) {
    jdbc.sql("DELETE FROM review_vote WHERE review_id = :review").param("review", review).update();
  }
}
