package dev.steward.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What one instance costs the database, beside what its work itself writes. Commits are what bounds the throughput. */
class DatabaseCostIT extends EngineIT {

  @Test
  void startsAndEndsAnInstanceInTwoCommits() {
    awaitEnd(start("one-task"));
    CountingDataSource.reset();

    awaitEnd(start("one-task"));

    assertThat(CountingDataSource.commits()).isEqualTo(2);
    assertThat(CountingDataSource.statements()).hasSizeLessThanOrEqualTo(46);
  }
}
