package dev.steward.control;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** @param reason goes into the audit trail and is shown to whoever meets the switch */
@Schema(name = "SwitchRequest")
public record SwitchRequest(@NotNull Boolean enabled, @NotBlank @Size(max = 500) String reason) {}
