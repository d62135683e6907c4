package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** @param variables a JSON object; what it may hold is up to the process's start form */
@Schema(name = "StartInstance")
record StartRequest(@Nullable @Size(max = 255) String businessKey, @Nullable JsonNode variables) {}
