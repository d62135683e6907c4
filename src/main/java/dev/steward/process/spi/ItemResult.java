package dev.steward.process.spi;

import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one of several things that were to be done.
 *
 * @param status as the request for this one alone would have been answered
 * @param code null where it was done
 */
@Schema(name = "ItemResult")
public record ItemResult(
  String id,
  int status,
  @Nullable String code,
  @Nullable String detail,
  List<FieldError> errors
) {
  public ItemResult {
    errors = List.copyOf(errors);
  }

  public static ItemResult done(String id) {
    return new ItemResult(id, 204, null, null, List.of());
  }

  public static ItemResult of(String id, ProblemException e) {
    return new ItemResult(id, e.status().value(), e.code(), e.detail(), e.errors());
  }
}
