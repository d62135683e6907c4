package dev.steward.tool;

import com.fasterxml.jackson.core.JsonPointer;
import dev.steward.json.SensitiveValues;
import dev.steward.tool.contract.Contracts;
import dev.steward.tool.contract.ToolVersions;
import java.util.List;
import org.springframework.stereotype.Component;

/** What of a call's arguments is not for everybody's eyes, also where the contract is gone meanwhile. */
@Component
class SensitiveArguments {

  private final Contracts contracts;
  private final ToolVersions versions;

  SensitiveArguments(Contracts contracts, ToolVersions versions) {
    this.contracts = contracts;
    this.versions = versions;
  }

  List<JsonPointer> of(ToolCall call) {
    return versions.sensitiveArguments(
      contracts.find(call.target()).orElse(null),
      call.toolVersion()
    );
  }

  /** As they were proposed, and as they ran. */
  SensitiveValues values(ToolCall call) {
    var pointers = of(call);
    return pointers.isEmpty()
      ? SensitiveValues.NONE
      : SensitiveValues.of(call.arguments(), pointers).and(
          SensitiveValues.of(call.inForce(), pointers)
        );
  }
}
