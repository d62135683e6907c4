package dev.steward.process.readiness;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one version of a workflow, as answers to the questions that a buyer asks.
 *
 * @param at when the tables, agents and people were asked
 * @param answers one for each question, in their order
 */
@Schema(name = "Readiness")
record Readiness(
  String processKey,
  String processName,
  int version,
  Instant at,
  List<Answer> answers
) {
  Readiness {
    answers = List.copyOf(answers);
  }

  /** The ids are stable. */
  enum Question {
    WORKFLOW("Which workflow is it?"),
    METRIC("Which metric should improve?"),
    SYSTEMS("Which systems does it touch?"),
    DATA("What data is needed?"),
    AUTONOMOUS("What runs autonomously?"),
    APPROVAL("What needs approval?"),
    FALLBACK("What is the fallback?"),
    LOGGED("How is every action logged?"),
    MEASURED("How are quality, cost and risk measured?"),
    OWNER("Who owns it once it is live?");

    private final String text;

    Question(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    @JsonValue
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where a statement is taken from. */
  enum Source {
    MAP,
    DIAGRAM,
    AGENT,
    TOOL,
    TABLE,
    PEOPLE,
    PLATFORM;

    @JsonValue
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** @param gaps what nobody answers; none where the question can be called answered */
  @Schema(name = "ReadinessAnswer")
  record Answer(Question question, String title, List<Statement> statements, List<Gap> gaps) {
    Answer {
      statements = List.copyOf(statements);
      gaps = List.copyOf(gaps);
    }
  }

  /**
   * @param about the element's, agent's, tool's or rule's name; null for the workflow as a whole
   * @param elementId the place in the diagram; null where there is none
   */
  @Schema(name = "ReadinessStatement")
  record Statement(
    Source source,
    @Nullable String about,
    String text,
    @Nullable String elementId
  ) {}

  @Schema(name = "ReadinessGap")
  record Gap(String text, @Nullable String about, @Nullable String elementId) {}
}
