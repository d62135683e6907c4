package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What an operator puts into a variable by hand.
 *
 * @param digest of the value that is replaced; where it is given and another one is there by now, nothing is changed
 * @param evenIfRead although a task that is at work was given the old value, and goes on with it
 */
record VariableChange(
  @NotNull JsonNode value,
  @NotBlank @Size(max = 1_000) String reason,
  @Nullable @Size(max = 64) String digest,
  boolean evenIfRead
) {}
