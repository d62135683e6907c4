package dev.steward.process.check;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something about a deployment that its author should know.
 *
 * @param severity an error refuses the deployment, a warning does not
 * @param resource the file
 * @param element the id of what it is about in the drawing, or of the nearest thing around it that has an id
 * @param elementName null where it has none
 * @param line in the file, from 1; null where no line can be told
 * @param rule its id in {@code docs/deployments.md}
 * @param message a sentence for the author
 */
public record Finding(
  Severity severity,
  String resource,
  @Nullable String element,
  @Nullable String elementName,
  @Nullable Integer line,
  Rule rule,
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

  @JsonIgnore
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** With its place in front, for a log. */
  public String sentence() {
    var at = line == null ? "" : "line " + line + ", ";
    var about = element == null ? "" : "element '" + element + "': ";
    return at + about + message + " (" + rule.id() + ")";
  }
}
