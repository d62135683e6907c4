package dev.steward.catalogue;

import dev.steward.json.DefinitionFinding;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a definition, or would come of it.
 *
 * @param accepted whether no finding is an error
 * @param version digest of its text; null where it cannot be read
 * @param changed false where this very version is in force already
 */
@Schema(name = "DefinitionOutcome")
public record DefinitionOutcome(
  boolean accepted,
  @Nullable String version,
  boolean changed,
  List<DefinitionFinding> findings
) {
  /** @throws RefusedDefinitionException where a finding is an error */
  public DefinitionOutcome orRefused(Kind kind) {
    if (!accepted) {
      throw new RefusedDefinitionException(kind, findings);
    }
    return this;
  }
}
