package dev.steward.process.readiness;

import dev.steward.process.spi.TaskMeans.Asked;
import dev.steward.process.spi.TaskMeans.Expected;
import dev.steward.process.spi.TaskMeans.Situation;
import dev.steward.process.spi.TaskMeans.Tool;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How what the tables say is put to somebody who has never seen one. */
final class Wording {

  private Wording() {}

  /** What becomes of the tool's calls, the ordinary ones first. */
  static String of(Tool tool) {
    return tool
      .expected()
      .entrySet()
      .stream()
      .map(each -> in(each.getKey()) + ": " + of(each.getValue()))
      .collect(Collectors.joining("; "));
  }

  static String of(Expected expected) {
    return switch (expected.course()) {
      case RUNS -> "runs by itself";
      case SAMPLED -> "runs by itself, and a share is judged afterwards" +
        (expected.asked() == null || expected.asked().group() == null
          ? ""
          : " by " + expected.asked().group());
      case ASKED -> expected.asked() == null ? "a person approves" : approval(expected.asked());
      case REFUSED -> "is refused: " + expected.reason();
    };
  }

  private static String approval(Asked asked) {
    var text = new StringBuilder(
      asked.quorum() == 1 ? "one of " : asked.quorum() + " people of "
    ).append(asked.group());
    text.append(asked.quorum() == 1 ? " approves before" : " approve before");
    if (asked.due() != null) {
      text.append(", within ").append(time(asked.due()));
    }
    if (asked.escalation() != null) {
      text.append(", after that ").append(asked.escalation()).append(" may too");
    }
    return text.toString();
  }

  static String in(Situation situation) {
    return switch (situation) {
      case ORDINARY -> "ordinarily";
      case SENSITIVE_ACCOUNT -> "for a sensitive account";
      case OUTSIDE_TEXT -> "once text from outside was read";
      case CONFIDENTIAL_DATA -> "once confidential data was read";
      case OUTSIDE_TEXT_AND_CONFIDENTIAL_DATA -> "once text from outside and confidential data were read";
      case UNSURE -> "where the agent is not sure";
      case LARGE_AMOUNT -> "for a large amount";
    };
  }

  static String whose(String represents) {
    return switch (represents) {
      case "initiator" -> "whoever starts the workflow";
      case "task-owner" -> "whoever completed the task that it names as its owner";
      default -> "the role " + represents.substring(represents.indexOf(':') + 1);
    };
  }

  /** A duration of the diagram in words; anything else, such as a date out of a variable, as it stands there. */
  static String time(String text) {
    try {
      return time(Duration.parse(text));
    } catch (DateTimeParseException e) {
      return text;
    }
  }

  static String time(Duration duration) {
    return Stream.of(
      counted(duration.toDays(), "day"),
      counted(duration.toHoursPart(), "hour"),
      counted(duration.toMinutesPart(), "minute")
    )
      .filter(part -> !part.isEmpty())
      .collect(Collectors.joining(" "));
  }

  private static String counted(long count, String unit) {
    return count == 0 ? "" : count + " " + unit + (count == 1 ? "" : "s");
  }

  static String list(List<String> names) {
    return String.join(", ", names);
  }
}
