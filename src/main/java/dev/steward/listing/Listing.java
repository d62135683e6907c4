package dev.steward.listing;

import java.util.List;
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

  public static <T> Listing<T> whole(List<T> items) {
    return new Listing<>(items, null);
  }
}
