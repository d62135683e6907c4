package dev.steward.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTest {

  @Test
  void showsNoMoreThanAPageAndNamesItsLastRow() {
    assertThat(Listing.page(List.of("a", "b", "c"), 2, last -> "after " + last)).isEqualTo(
      new Listing<>(List.of("a", "b"), "after b")
    );
  }

  @Test
  void hasNoNextPageWhereAllFits() {
    assertThat(Listing.page(List.of("a", "b"), 2, last -> "after " + last)).isEqualTo(
      new Listing<>(List.of("a", "b"), null)
    );
    assertThat(Listing.page(List.<String>of(), 2, last -> last)).isEqualTo(
      Listing.whole(List.of())
    );
  }

  @Test
  void readsBackTheCursorItGave() {
    var cursor = new Cursor(Instant.ofEpochMilli(1_700_000_000_123L), "id_with_underscores");

    assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
  }
}
