package dev.steward.catalogue;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * An earlier version to be put in force again.
 *
 * @param comment why
 * @param basedOn the version in force that this was decided on; null where none is
 */
@Schema(name = "VersionChoice")
public record VersionChoice(
  @NotBlank String version,
  @NotBlank @Size(max = 500) @Pattern(regexp = VersionRequest.NO_NUL) String comment,
  @Nullable String basedOn
) {}
