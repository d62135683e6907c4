package dev.steward.catalogue;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A definition to be checked, and to take the place of the one in force.
 *
 * @param source YAML, as a file of the folder would have it
 * @param comment why
 * @param basedOn the version in force that its author started from; null for a new name
 */
@Schema(name = "VersionRequest")
public record VersionRequest(
  @NotBlank @Size(max = 200_000) @Pattern(regexp = VersionRequest.NO_NUL) String source,
  @NotBlank @Size(max = 500) @Pattern(regexp = VersionRequest.NO_NUL) String comment,
  @Nullable String basedOn
) {
  static final String NO_NUL = "(?s)[^\\x00]*";
}
