package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/**
 * A message from outside, such as a reply that came in.
 *
 * @param name of the BPMN message
 * @param businessKey of the instance that waits for it
 * @param variables set on that instance
 */
@Schema(name = "Message")
record MessageRequest(
  @NotBlank String name,
  @NotBlank String businessKey,
  @Nullable JsonNode variables
) {}
