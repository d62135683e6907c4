package dev.steward.catalogue;

import dev.steward.json.DefinitionFinding;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A problem that says with {@code findings} why. For the API's description. */
@Schema(name = "DefinitionRefusal")
public record DefinitionRefusal(
  String title,
  int status,
  String detail,
  String code,
  List<DefinitionFinding> findings
) {}
