package dev.steward.listing;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next to be sent back as {@code page} for what follows; null on the last page
 */
public record Listing<T>(List<T> items, @Nullable String next) {
  public Listing {
    items = List.copyOf(items);
  }

  /**
   * A page of rows that were read with one more than it shows, which tells whether there is another.
   *
   * @param next names a page's last row
   */
  public static <T> Listing<T> page(List<T> rows, int size, Function<T, String> next) {
    if (rows.size() <= size) {
      return whole(rows);
    }
    var shown = rows.subList(0, size);
    return new Listing<>(shown, next.apply(shown.getLast()));
  }

  public static <T> Listing<T> whole(List<T> items) {
    return new Listing<>(items, null);
  }
}
