package dev.steward.json;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something about a definition that its author should know.
 *
 * @param severity an error keeps it from being stored, a warning does not
 * @param path JSON pointer to what it is about, or to where that would be; empty for the whole
 * @param line in its text, from 1; null where no line can be told
 * @param message a sentence for the author
 */
@Schema(name = "DefinitionFinding")
public record DefinitionFinding(
  Severity severity,
  String path,
  @Nullable Integer line,
  String message
) {
  public enum Severity {
    ERROR,
    WARNING;

    @JsonValue
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static DefinitionFinding warning(String path, String message) {
    return new DefinitionFinding(Severity.WARNING, path, null, message);
  }

  @JsonIgnore
  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
