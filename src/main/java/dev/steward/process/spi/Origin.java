package dev.steward.process.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instance inherits from the work that has it started.
 *
 * @param environment that it acts in
 * @param bounds who else must hold each permission that its agents use
 * @param labels of the data it is given
 * @param parentId the instance that has it started
 */
public record Origin(
  String environment,
  List<String> bounds,
  Labels labels,
  @Nullable String parentId
) {
  public Origin {
    bounds = List.copyOf(bounds);
  }
}
